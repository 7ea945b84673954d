package org.barkdjl.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.barkdjl.device.Precision;
import org.barkdjl.error.InputException;
import org.barkdjl.home.BarkHome;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.SpeechOptionTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class BarkSpeechTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", "string")
          .add("text", "string")
          .add("who", "string")
          .add("tags", "array<string>");

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2, 3]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void eachOptionOfTheTablesIsAParam() {
    BarkSpeech bark = new BarkSpeech();
    Stream.of(SpeechOptionTable.OPTIONS, AudioOptionTable.OPTIONS, EngineOptionTable.OPTIONS)
        .flatMap(table -> table.names().stream())
        .forEach(name -> assertTrue(bark.hasParam(camelCase(name)), name));
    SpeechOptionTable.OPTIONS
        .names()
        .forEach(name -> assertTrue(bark.hasParam(camelCase(name) + "Col"), name));
    assertTrue(bark.explainParams().contains("textTemp: Variety of wording and rhythm;"));
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("-", -1)) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "textTemp | hot | Param textTemp: it takes a number, not 'hot'.",
        "format | m4a | Param format: there is no format 'm4a'; there are wav,",
        "device | tpu | Param device: device must be auto, cpu, cuda or cuda:N, not tpu.",
        "seed | -1 | Param seed: it takes a whole number from 0 to",
        "retry | 101 | Param retry: it takes 0 to 100, not 101.",
      })
  void wrongValuesAreRefusedAtOnce(String param, String value, String message) {
    InputException e =
        assertThrows(InputException.class, () -> new BarkSpeech().setOption(param, value));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inputCol | txt | There is no column 'txt' (inputCol); there are id, text, who, tags.",
        "inputCol | tags | The column 'tags' (inputCol) must be of texts, numbers or truth values,",
        "outputCol | who | There is a column 'who' (outputCol) already.",
        "idCol | key | There is no column 'key' (idCol);",
        "voiceCol | tags | The column 'tags' (voiceCol) must be of texts, numbers or truth values, not array<string>.",
      })
  void columnsThatAreOfNoUseAreToldBeforeAnyWork(String param, String column, String message) {
    BarkSpeech bark = new BarkSpeech().setOption(param, column);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> bark.transformSchema(SCHEMA));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void aPipelineIsSavedAndLoaded() throws Exception {
    BarkSpeech bark =
        new BarkSpeech().setIdCol("id").setSeed(5).setFailFast(true).setOption("topK", "40");
    String path = folder.resolve("pipeline").toString();
    new Pipeline().setStages(new PipelineStage[] {bark}).fit(texts()).write().save(path);

    BarkSpeech loaded = (BarkSpeech) PipelineModel.load(path).stages()[0];
    assertEquals(bark.uid(), loaded.uid());
    for (Param<?> param : bark.params()) {
      assertEquals(bark.isSet(param), loaded.isSet(param), param.name());
    }
    assertEquals(bark.explainParams(), loaded.explainParams());

    new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(bark);

    bark.write().overwrite().save(folder.resolve("alone").toString());
    assertEquals(bark.explainParams(), BarkSpeech.load(folder + "/alone").explainParams());
  }

  @Test
  void rowsFailOneByOneAndPartitionsDoNotMatter() {
    Map<String, Double> counted = new ConcurrentHashMap<>();
    SparkListener listener = counter(counted);
    spark.sparkContext().addSparkListener(listener);
    Map<String, Row> spoken = byId(bark().transform(texts().coalesce(1)));
    spark.sparkContext().removeSparkListener(listener);

    assertEquals(new TreeSet<>(List.of("a", "b", "c", "d")), new TreeSet<>(spoken.keySet()));
    assertNotNull(spoken.get("a").getAs("audio"));
    assertEquals("wav", spoken.get("a").getAs("format"));
    assertEquals(24_000, spoken.get("a").<Integer>getAs("sample_rate"));
    assertEquals("There is nothing to say: the text is empty.", spoken.get("b").getAs("error"));
    assertEquals("There is no voice 'nobody'.", spoken.get("c").getAs("error"));
    assertEquals("The row has no id.", spoken.get("d").getAs("error"));

    Map<String, Row> again = byId(bark().transform(texts().repartition(3)));
    assertArrayEquals(
        spoken.get("a").<byte[]>getAs("audio"), again.get("a").<byte[]>getAs("audio"));
    assertEquals(3.0, counted.get("bark: failures"));
    assertEquals(
        spoken.get("a").<Double>getAs("duration_seconds"), counted.get("bark: seconds of audio"));
  }

  @Test
  void withFailFastARowFailsTheJob() {
    Dataset<Row> spoken = bark().setFailFast(true).transform(texts().coalesce(1));
    Exception e = assertThrows(SparkException.class, spoken::collectAsList);
    assertTrue(e.getMessage().contains("Row 'b': There is nothing to say"), e.getMessage());
  }

  @Test
  void aJobThatIsCancelledLeavesTheEngineToOthers() throws Exception {
    Row[] rows = new Row[50];
    Arrays.setAll(rows, i -> RowFactory.create("id " + i, "One two three four.", null, null));
    Dataset<Row> many = spark.createDataFrame(List.of(rows), SCHEMA);
    Thread job =
        new Thread(
            () -> {
              spark.sparkContext().setJobGroup("long", "to be cancelled", false);
              assertThrows(SparkException.class, () -> bark().transform(many).collectAsList());
            });
    job.start();
    while (spark.sparkContext().statusTracker().getActiveJobIds().length == 0) {
      Thread.sleep(10);
    }
    spark.sparkContext().cancelJobGroup("long");
    job.join(60_000);
    assertFalse(job.isAlive(), "the job goes on");

    assertNotNull(byId(bark().transform(texts())).get("a").getAs("audio"));
  }

  @Test
  void aTaskThatIsTriedAgainWritesNothingTwice() throws Exception {
    Row[] rows = new Row[3];
    Arrays.setAll(rows, i -> RowFactory.create("id " + i, "One two.", null, null));
    Dataset<Row> texts = spark.createDataFrame(List.of(rows), SCHEMA);
    Map<String, Row> expected = byId(bark().transform(texts));

    Path model = folder.resolve("model");
    String installed =
        BarkHome.of(System.getenv(), "")
            .store()
            .open(ModelStore.EMBEDDED, Precision.INT8)
            .folder()
            .toString();
    String link = model.toString();
    MapPartitionsFunction<Row, Row> faulty =
        all -> {
          int attempt = TaskContext.get().attemptNumber();
          if (attempt == 1) {
            Files.createSymbolicLink(Path.of(link), Path.of(installed));
          }
          Iterable<Row> upToTheLast = () -> all;
          return StreamSupport.stream(upToTheLast.spliterator(), false)
              .peek(row -> failIf(attempt == 1 && row.getString(0).equals("id 2")))
              .iterator();
        };
    Dataset<Row> faultyTexts = texts.coalesce(1).mapPartitions(faulty, Encoders.row(SCHEMA));
    String out = folder.resolve("out").toString();
    BarkFiles.write(bark().setModel(link).transform(faultyTexts), "id", "speech", out);

    assertTrue(Files.exists(model), "the engine did not fail");
    List<Row> results = spark.read().json(out + "/results").collectAsList();
    assertEquals(rows.length, results.size());
    for (Row result : results) {
      Row same = expected.get(result.<String>getAs("id"));
      assertEquals(same.<String>getAs("sha256"), result.getAs("sha256"));
    }
    try (Stream<Path> files = Files.list(Path.of(out, "audio"))) {
      assertEquals(rows.length, files.filter(file -> file.toString().endsWith(".wav")).count());
    }
  }

  private static void failIf(boolean condition) {
    if (condition) {
      throw new IllegalStateException("This task is to fail.");
    }
  }

  @Test
  void aFunctionOfSqlSpeaks() {
    texts().createOrReplaceTempView("texts");
    bark().register(spark, "bark");
    Row row =
        spark
            .sql("SELECT s.audio, s.error FROM (SELECT bark(text) s FROM texts WHERE id = 'a')")
            .head();
    assertNotNull(row.getAs("audio"));
    assertNull(row.<String>getAs("error"));
  }

  /** Rows that share the reading of the weights may end in other bits: one at a time. */
  private static BarkSpeech bark() {
    return new BarkSpeech()
        .setIdCol("id")
        .setVoiceCol("who")
        .setDevice("cpu")
        .setOption("rows", "1")
        .setOption("maxSeconds", "0.2");
  }

  private static Dataset<Row> texts() {
    return spark.createDataFrame(
        List.of(
            RowFactory.create("a", "Hello.", "none", null),
            RowFactory.create("b", " ", null, null),
            RowFactory.create("c", "Yes.", "nobody", null),
            RowFactory.create(null, "No.", null, null)),
        SCHEMA);
  }

  private static Map<String, Row> byId(Dataset<Row> spoken) {
    Map<String, Row> rows = new HashMap<>();
    for (Row row : spoken.select("id", "speech.*").collectAsList()) {
      rows.put(row.isNullAt(0) ? "d" : row.getString(0), row);
    }
    return rows;
  }

  private static SparkListener counter(Map<String, Double> counted) {
    return new SparkListener() {
      @Override
      public void onStageCompleted(SparkListenerStageCompleted stage) {
        scala.jdk.javaapi.CollectionConverters.asJava(stage.stageInfo().accumulables().values())
            .forEach(
                each -> {
                  if (each.name().isDefined() && each.name().get().startsWith("bark: ")) {
                    counted.put(each.name().get(), ((Number) each.value().get()).doubleValue());
                  }
                });
      }
    };
  }
}
