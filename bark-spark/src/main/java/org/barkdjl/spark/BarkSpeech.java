package org.barkdjl.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.barkdjl.error.InputException;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Numbers;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.Range;
import org.barkdjl.options.Setting;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.spelling.Lexicon;
import scala.Function1;

/**
 * Speaks a column of texts. A row gets a column of {@link #speechType()} more: its audio, or why
 * there is none. The same ids, texts, seed and options give the same audio as {@code bark batch},
 * however rows are partitioned.
 *
 * <p>Each option of {@code bark batch} is a param: that of {@code text-temp} is {@code textTemp};
 * its value is a text, as on a command line. What an item of a manifest may say, a row may: {@code
 * textTempCol} names the column, whose value, where it is not null or blank, stands above the
 * param's.
 */
public final class BarkSpeech extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  private static final int MOST_RETRIES = 100;
  private static final Pattern WORD_START = Pattern.compile("-(.)");

  private static final Option<Long> SEED =
      Option.of(
              SpeechOptionTable.SEED.name(),
              "N",
              "Rows without a seed get one derived from this and their id.",
              Numbers::seed)
          .byDefault(0);
  private static final Option<String> MODEL =
      Option.text("model", "NAME", "The model, or its folder, on the executors' machines.")
          .byDefault(ModelStore.EMBEDDED);
  private static final Option<Integer> RETRY =
      Option.whole(
              "retry",
              "N",
              Range.between(0, MOST_RETRIES),
              "Try up to N other seeds with a piece far too short or long for its text, and with a row"
                  + " that failed.")
          .otherwise("2 for pieces of longer texts, else 0");
  private static final Option<String> LEXICON =
      Option.text(
              "lexicon",
              "FILE",
              "What to say instead of words and phrases, a file of the driver: a line 'written = said'"
                  + " each.")
          .otherwise("none");

  private static final List<Option<?>> OPTIONS = options();

  private final String uid;
  private final Map<String, Param<?>> all = new TreeMap<>();

  /** The value of an option, as a text. */
  private static final class OptionParam extends Param<String> {
    private static final long serialVersionUID = 1;

    OptionParam(String parent, Option<?> option) {
      super(parent, camelCase(option.name()), option.description(), check(option.name()));
    }

    /** Params are serialised, options are not. */
    private static Function1<String, Object> check(String name) {
      return (Function1<String, Object> & Serializable)
          value -> {
            Option<?> option =
                OPTIONS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
            option.read(new Setting(value, "Param " + camelCase(name), "param"));
            return true;
          };
    }
  }

  public BarkSpeech() {
    this(Identifiable$.MODULE$.randomUID("bark"));
  }

  public BarkSpeech(String uid) {
    this.uid = uid;
    column("inputCol", "The column of texts.", "text");
    column("outputCol", "The column of speech to add.", "speech");
    column(
        "idCol",
        "The column of ids, from which seeds are derived; without it the text is its own.");
    add(new BooleanParam(uid, "failFast", "Whether a row that cannot be spoken fails its task."));
    setDefault(this.<Boolean>param("failFast"), false);
    for (Option<?> option : OPTIONS) {
      OptionParam param = new OptionParam(uid, option);
      add(param);
      if (!option.otherwise().value().isEmpty()) {
        setDefault(param, option.otherwise().value());
      }
    }
    for (String name : SpeechOptionTable.OPTIONS.names()) {
      column(camelCase(name) + "Col", "The column of rows' own values of " + camelCase(name) + ".");
    }
  }

  private static List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>(SpeechOptionTable.OPTIONS.options());
    options.replaceAll(option -> option.equals(SpeechOptionTable.SEED) ? SEED : option);
    options.addAll(AudioOptionTable.OPTIONS.options());
    options.addAll(List.of(RETRY, LEXICON, MODEL));
    options.addAll(EngineOptionTable.OPTIONS.options());
    return options;
  }

  private void column(String name, String doc) {
    add(new Param<String>(uid, name, doc));
  }

  private void column(String name, String doc, String usual) {
    column(name, doc);
    setDefault(this.<String>param(name), usual);
  }

  private void add(Param<?> param) {
    all.put(param.name(), param);
  }

  /** The type of the column that is added. */
  public static StructType speechType() {
    return SpeechRows.TYPE;
  }

  /** Reads what {@code save} has written. */
  public static BarkSpeech load(String path) {
    return read().load(path);
  }

  public static MLReader<BarkSpeech> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** All params, by their names; they come from the option tables. */
  @Override
  public Param<?>[] params() {
    return all.values().toArray(Param<?>[]::new);
  }

  public BarkSpeech setInputCol(String value) {
    return with("inputCol", value);
  }

  public BarkSpeech setOutputCol(String value) {
    return with("outputCol", value);
  }

  public String getInputCol() {
    return value("inputCol");
  }

  public String getOutputCol() {
    return value("outputCol");
  }

  public BarkSpeech setIdCol(String value) {
    return with("idCol", value);
  }

  public BarkSpeech setVoice(String value) {
    return with("voice", value);
  }

  public BarkSpeech setVoiceCol(String value) {
    return with("voiceCol", value);
  }

  public BarkSpeech setSpeakersCol(String value) {
    return with("speakersCol", value);
  }

  public BarkSpeech setSeed(long value) {
    return with("seed", Long.toString(value));
  }

  public BarkSpeech setSeedCol(String value) {
    return with("seedCol", value);
  }

  public BarkSpeech setModel(String value) {
    return with("model", value);
  }

  public BarkSpeech setDevice(String value) {
    return with("device", value);
  }

  public BarkSpeech setPrecision(String value) {
    return with("precision", value);
  }

  public BarkSpeech setFormat(String value) {
    return with("format", value);
  }

  public BarkSpeech setFailFast(boolean value) {
    return with("failFast", value);
  }

  /**
   * Sets any param.
   *
   * @param name such as {@code textTemp} or {@code textTempCol}
   * @param value as a text, for example {@code "0.6"}
   * @throws org.barkdjl.error.InputException if it is out of range or of the wrong kind
   */
  public BarkSpeech setOption(String name, String value) {
    return with(name, value);
  }

  private <T> BarkSpeech with(String name, T value) {
    set(this.<T>param(name), value);
    return this;
  }

  @SuppressWarnings("unchecked")
  private <T> Param<T> param(String name) {
    return (Param<T>) (Param<?>) getParam(name);
  }

  @Override
  public BarkSpeech copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /**
   * The schema with the column of speech.
   *
   * @throws IllegalArgumentException if a column is missing, of a type that is of no use, or there
   *     already
   * @throws org.barkdjl.error.InputException if values of params contradict each other
   */
  @Override
  public StructType transformSchema(StructType schema) {
    String output = value("outputCol");
    if (List.of(schema.fieldNames()).contains(output)) {
      throw new IllegalArgumentException(
          "There is a column '%s' (outputCol) already.".formatted(output));
    }
    settings(schema);
    return schema.add(output, SpeechRows.TYPE, false);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType result = transformSchema(dataset.schema());
    SpeechSettings settings = settings(dataset.schema());
    SpeechRows.Progress progress = SpeechRows.Progress.of(dataset.sparkSession().sparkContext());
    MapPartitionsFunction<Row, Row> speak =
        rows -> SpeechRows.ofPartition(rows, settings, progress);
    return dataset.toDF().mapPartitions(speak, Encoders.row(result));
  }

  /**
   * Makes a function of SQL, of a text, that gives its speech. The text is its own id. A task waits
   * for one text at a time: for many texts {@link #transform} is faster.
   */
  public void register(SparkSession spark, String name) {
    StructType texts = new StructType().add(value("inputCol"), "string");
    SpeechSettings settings = copy(new ParamMap()).textsAlone().settings(texts);
    SpeechRows.Progress progress = SpeechRows.Progress.of(spark.sparkContext());
    UDF1<String, Row> speak =
        text -> {
          List<Row> row = List.of(RowFactory.create(text));
          try (SpeechRows rows =
              new SpeechRows(row.iterator(), settings, progress, TaskContext.get())) {
            return rows.next().getStruct(1);
          }
        };
    // It is deterministic, but Spark would put a call into each place where its result is named.
    spark.udf().register(name, functions.udf(speak, SpeechRows.TYPE).asNondeterministic());
  }

  /** Without what stands in other columns. */
  private BarkSpeech textsAlone() {
    clear(param("idCol"));
    SpeechOptionTable.OPTIONS.names().forEach(name -> clear(param(camelCase(name) + "Col")));
    return this;
  }

  private String value(String name) {
    return this.<String>getOrDefault(this.<String>param(name));
  }

  private SpeechSettings settings(StructType schema) {
    int text = place(schema, "inputCol");
    if (!(schema.fields()[text].dataType() instanceof StringType)) {
      throw new IllegalArgumentException(
          "The column '%s' (inputCol) must be of strings, not %s."
              .formatted(
                  schema.fieldNames()[text], schema.fields()[text].dataType().simpleString()));
    }
    Map<String, Integer> columns = new TreeMap<>();
    for (String name : SpeechOptionTable.OPTIONS.names()) {
      if (isSet(param(camelCase(name) + "Col"))) {
        columns.put(name, place(schema, camelCase(name) + "Col"));
      }
    }
    Map<String, String> speech = said(SpeechOptionTable.OPTIONS);
    // Of all rows; it is not theirs.
    speech.remove(SEED.name());
    Map<String, String> audio = said(AudioOptionTable.OPTIONS);
    Map<String, String> engine = said(EngineOptionTable.OPTIONS);
    SpeechOptionTable.OPTIONS.readFields(speech);
    AudioOptionTable.OPTIONS.readFields(audio);
    EngineOptionTable.OPTIONS.readFields(engine);
    return new SpeechSettings(
        value(MODEL.name()),
        engine,
        audio,
        speech,
        columns,
        text,
        isSet(param("idCol")) ? place(schema, "idCol") : -1,
        Numbers.seed(value(SEED.name())),
        isSet(param(RETRY.name())) ? Integer.valueOf(value(RETRY.name())) : null,
        lexicon(),
        this.<Boolean>getOrDefault(this.<Boolean>param("failFast")));
  }

  /** Options that are set, by their names in the table. */
  private Map<String, String> said(OptionTable<?> table) {
    Map<String, String> said = new TreeMap<>();
    for (String name : table.names()) {
      Param<String> param = param(camelCase(name));
      if (isSet(param)) {
        said.put(name, getOrDefault(param));
      }
    }
    return said;
  }

  private String lexicon() {
    if (!isSet(param(LEXICON.name()))) {
      return "";
    }
    Path file = Path.of(value(LEXICON.name()));
    Lexicon.read(file); // says what is wrong with it
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw InputException.unreadable("the lexicon " + file, e);
    }
  }

  private int place(StructType schema, String param) {
    String name = value(param);
    List<String> names = List.of(schema.fieldNames());
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "There is no column '%s' (%s); there are %s."
              .formatted(name, param, String.join(", ", names)));
    }
    int place = names.indexOf(name);
    DataType type = schema.fields()[place].dataType();
    if (type instanceof StructType
        || type instanceof ArrayType
        || type instanceof MapType
        || type instanceof BinaryType) {
      throw new IllegalArgumentException(
          "The column '%s' (%s) must be of texts, numbers or truth values, not %s."
              .formatted(name, param, type.simpleString()));
    }
    return place;
  }

  private static String camelCase(String name) {
    return WORD_START.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }
}
