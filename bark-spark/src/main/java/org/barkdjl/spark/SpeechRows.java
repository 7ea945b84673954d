package org.barkdjl.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.barkdjl.Priority;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioListener;
import org.barkdjl.audio.AudioSpool;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.InputException;
import org.barkdjl.io.Sha256;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationListener;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.NarrationState;
import org.barkdjl.narration.Narrator;
import org.barkdjl.narration.PieceBatcher;
import org.barkdjl.narration.Seeds;

/**
 * The rows of a partition, and with each what was spoken of it, in their order. Several are spoken
 * beside each other, and beside those of other tasks of this process.
 */
final class SpeechRows implements Iterator<Row>, AutoCloseable {
  /** What is appended to a row. */
  static final StructType TYPE =
      new StructType(
          new StructField[] {
            field("audio", DataTypes.BinaryType),
            field("format", DataTypes.StringType),
            field("sample_rate", DataTypes.IntegerType),
            field("duration_seconds", DataTypes.DoubleType),
            field("pieces", DataTypes.IntegerType),
            field("seed", DataTypes.LongType),
            field("sha256", DataTypes.StringType),
            field("warnings", DataTypes.createArrayType(DataTypes.StringType, false)),
            field("error", DataTypes.StringType)
          });

  /** Rows begun before the first of them is through: short ones go on behind a long one. */
  private static final int ROWS_FOR_A_PIECE = 4;

  /** Of a cell: Spark holds a row in one array, and copies it. */
  private static final long MOST_BYTES = 1L << 30;

  private static final String SOFTWARE = software();

  private final Iterator<Row> rows;
  private final SpeechSettings settings;
  private final Progress progress;
  private final TaskContext task;
  private final SharedEngine engine;
  private final SpeechSettings.Reader reader;
  private final AudioEncoding encoding;
  private final Narrator narrator;
  private final PieceBatcher batcher;
  private final Deque<Begun> begun = new ArrayDeque<>();
  private boolean closed;

  /** What Spark shows of how far a job is; counted anew for what is spoken again. */
  record Progress(DoubleAccumulator audioSeconds, LongAccumulator pieces, LongAccumulator failures)
      implements Serializable {
    static Progress of(SparkContext context) {
      return new Progress(
          context.doubleAccumulator("bark: seconds of audio"),
          context.longAccumulator("bark: pieces"),
          context.longAccumulator("bark: failures"));
    }
  }

  /** A row on its way; one that cannot be spoken has a failure and no request. */
  private static final class Begun {
    private final Row row;
    private Optional<InputException> failure = Optional.empty();
    private NarrationRequest request;
    private NarrationState state;
    private AudioSpool spool;
    private long seed;
    private int attempt = 1;

    Begun(Row row) {
      this.row = row;
    }

    boolean ended() {
      return failure.isPresent() || state.ended();
    }
  }

  /** Those of a partition, for the task that runs; closed at its end, whatever it is. */
  static Iterator<Row> ofPartition(Iterator<Row> rows, SpeechSettings settings, Progress progress)
      throws IOException {
    TaskContext task = TaskContext.get();
    SpeechRows spoken = new SpeechRows(rows, settings, progress, task);
    task.<Void>addTaskCompletionListener(
        ended -> {
          spoken.close();
          return null;
        });
    return spoken;
  }

  /**
   * Takes the engine, until it is closed.
   *
   * @param task the task that asks for the rows; null on the driver
   */
  SpeechRows(Iterator<Row> rows, SpeechSettings settings, Progress progress, TaskContext task)
      throws IOException {
    this.rows = rows;
    this.settings = settings;
    this.progress = progress;
    this.task = task;
    encoding = settings.encoding();
    engine = SharedEngine.take(settings.model(), settings.engine(), task);
    batcher =
        new PieceBatcher(
            engine.bark(),
            new NarrationListener() {
              @Override
              public boolean cancelled() {
                return task != null && task.isInterrupted();
              }
            },
            Priority.BATCH);
    try {
      reader = settings.new Reader(engine.model());
    } catch (IOException | RuntimeException e) {
      engine.giveBack();
      throw e;
    }
    narrator = new Narrator(engine.bark(), Priority.BATCH);
  }

  @Override
  public boolean hasNext() {
    return !begun.isEmpty() || rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      begin();
      Begun first = begun.element();
      while (!first.ended() || triesAgain(first)) {
        batcher.work(states(), batcher.capacity());
        begin();
      }
      begun.remove();
      return with(first.row, spoken(first));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CancelledException e) {
      if (task != null) {
        task.killTaskIfInterrupted();
      }
      throw e;
    } catch (InputException e) {
      throw e; // the row's, by failFast
    } catch (BarkException e) {
      engine.discard();
      throw e;
    }
  }

  /** Cancels what is under way. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    batcher.close();
    begun.forEach(SpeechRows::forget);
    engine.giveBack();
  }

  private void begin() throws IOException {
    int most = batcher.capacity();
    int ready =
        begun.stream().filter(each -> !each.ended()).mapToInt(each -> each.state.ready(most)).sum();
    while (ready < most && begun.size() < ROWS_FOR_A_PIECE * most && rows.hasNext()) {
      Begun row = new Begun(rows.next());
      begun.add(row);
      try {
        row.request = reader.request(row.row);
        row.seed = row.request.seed();
        begin(row);
        ready += row.state.ready(most);
      } catch (InputException e) {
        row.failure = Optional.of(e);
      }
    }
  }

  private void begin(Begun row) throws IOException {
    row.spool = new AudioSpool(encoding.spoolFolder().resolve("audio"));
    row.state = narrator.begin(row.request, row.spool, NarrationListener.NONE);
  }

  private List<NarrationState> states() {
    List<NarrationState> states = new ArrayList<>();
    for (Begun row : begun) {
      if (!row.ended()) {
        states.add(row.state);
      }
    }
    return states;
  }

  /** Whether a row that failed is begun again with another seed. */
  private boolean triesAgain(Begun row) throws IOException {
    int attempts = 1 + (settings.retry() == null ? 0 : settings.retry());
    boolean failed =
        row.state != null
            && row.state.failure().filter(InputException.class::isInstance).isPresent();
    if (!failed || row.attempt >= attempts) {
      return false;
    }
    row.attempt++;
    row.spool.close();
    row.request = row.request.withSeed(Seeds.ofAttempt(row.seed, row.attempt));
    begin(row);
    return true;
  }

  /**
   * What came of a row: as {@link #TYPE} has it.
   *
   * @throws BarkException if the engine failed, or failures are not wanted
   */
  private Row spoken(Begun row) throws IOException {
    try (AudioSpool spool = row.spool) {
      if (row.failure.isPresent()) {
        throw row.failure.get();
      }
      if (row.state.failure().isPresent()) {
        throw row.state.failure().get();
      }
      return spoken(row, spool);
    } catch (InputException e) {
      progress.failures().add(1);
      if (settings.failFast()) {
        throw new InputException("Row '" + settings.name(row.row) + "': " + e.getMessage(), e);
      }
      Long seed = row.request == null ? null : row.request.seed();
      return RowFactory.create(
          null, null, null, null, null, seed, null, new String[0], e.getMessage());
    }
  }

  private Row spoken(Begun row, AudioSpool spool) throws IOException {
    Narration narration = row.state.narration();
    int modelRate = engine.model().manifest().sampleRateHz();
    int rate = encoding.rate(modelRate);
    if (spool.samples() * Float.BYTES / modelRate > MOST_BYTES / rate) {
      throw new InputException("The audio is too long for a row (1 GiB); divide the text.");
    }
    AudioTags tags =
        row.request.tags(settings.textOf(row.row), engine.model().manifest().name(), SOFTWARE);
    List<String> warnings = new ArrayList<>(narration.warnings());
    AudioWriter writer =
        encoding.writer(
            modelRate,
            tags,
            new AudioListener() {
              @Override
              public void warning(String sentence) {
                warnings.add(sentence);
              }
            });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = writer.stream(out, spool);
    byte[] audio = out.toByteArray();
    System.arraycopy(head, 0, audio, 0, head.length);
    double seconds = narration.duration().toMillis() / 1e3;
    progress.audioSeconds().add(seconds);
    progress.pieces().add(narration.pieces().size());
    return RowFactory.create(
        audio,
        encoding.format().id(),
        rate,
        seconds,
        narration.pieces().size(),
        row.request.seed(),
        HexFormat.of().formatHex(Sha256.digest().digest(audio)),
        warnings.toArray(String[]::new),
        null);
  }

  private static void forget(Begun row) {
    try {
      if (row.spool != null) {
        row.spool.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row with(Row row, Row spoken) {
    Object[] values = new Object[row.size() + 1];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = spoken;
    return RowFactory.create(values);
  }

  private static StructField field(String name, org.apache.spark.sql.types.DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  private static String software() {
    Properties properties = new Properties();
    try (InputStream in = SpeechRows.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "bark-djl " + properties.getProperty("bark");
  }
}
