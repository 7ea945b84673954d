package org.barkdjl.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.barkdjl.torch.Method;
import org.barkdjl.torch.TorchModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sampling.py against a restatement in plain Java, on random logits and parameters. */
class SamplingProgramTest {
  private static final int TRIALS = 4000;

  /** Draws closer than this to a boundary may fall to either side by rounding. */
  private static final double MARGIN = 1e-9;

  @TempDir static Path folder;
  private static TorchModel<Trial, long[]> program;
  private static Predictor<List<Trial>, long[]> drawAll;

  /**
   * One draw.
   *
   * @param end index of the token that ends the sequence, or -1
   */
  record Trial(
      float[] logits,
      double uniform,
      double temperature,
      int topK,
      double topP,
      boolean greedy,
      int end,
      double minEndP) {}

  @BeforeAll
  static void assemble() throws IOException {
    Path archive = folder.resolve("sampling.pt");
    new TorchScriptArchive()
        .program(new ProgramText(List.of(Program.SAMPLING)))
        .write(archive, done -> {});
    program =
        TorchModel.load(archive, Device.cpu(), Trial.class, long[].class, new DrawTranslator());
    drawAll = program.method(new DrawAllTranslator());
  }

  @AfterAll
  static void close() {
    drawAll.close();
    program.close();
  }

  @Test
  @Tag("slow")
  void drawsWhatTheRestatementDraws() {
    Random random = new Random(20260101);
    int compared = 0;
    for (int i = 0; i < TRIALS; i++) {
      Trial trial = trial(random);
      Restatement expected = new Restatement(trial);
      if (expected.distance > MARGIN) {
        assertEquals(expected.token, draw(trial), trial::toString);
        compared++;
      }
    }
    assertEquals(TRIALS, compared, TRIALS / 100.0, "nearly no draw is too close to call");
  }

  @Test
  void rowsTogetherDrawWhatTheyDrawAlone() {
    Random random = new Random(20261125);
    for (int rows : new int[] {2, 8, 33, 64}) {
      List<Trial> trials =
          Stream.generate(() -> trial(random))
              .filter(trial -> new Restatement(trial).distance > MARGIN)
              .limit(rows)
              .toList();
      assertArrayEquals(
          trials.stream().mapToLong(SamplingProgramTest::draw).toArray(),
          program.run(drawAll, trials),
          trials::toString);
    }
  }

  @Test
  void keepsTiesAtTheKthLargest() {
    float[] logits = {1, 3, 3, 3, 0};
    long[] drawn =
        IntStream.range(0, 30)
            .mapToLong(i -> draw(new Trial(logits, i / 30.0, 1, 2, 1, false, -1, 2)))
            .distinct()
            .toArray();
    assertEquals("[1, 2, 3]", Arrays.toString(drawn));
  }

  @Test
  void keepsTheMostProbableTokenWhateverTopP() {
    float[] logits = {0, 5, 0};
    assertEquals(1, draw(new Trial(logits, 0.999, 1, 0, 1e-6, false, -1, 2)));
  }

  @Test
  void theLargestUniformDrawsNoFilteredToken() {
    float[] logits = {2, 1, -1, -2};
    double below1 = Math.nextDown(1.0);
    assertEquals(1, draw(new Trial(logits, below1, 1, 2, 1, false, -1, 2)));
  }

  /** By the form for single rows, which the one for all rows confirms. */
  private static long draw(Trial trial) {
    long drawn = program.run(trial)[0];
    assertEquals(drawn, program.run(drawAll, List.of(trial))[0], trial::toString);
    return drawn;
  }

  private static Trial trial(Random random) {
    int n = 1 + random.nextInt(random.nextBoolean() ? 8 : 1200);
    double spread = Math.exp(random.nextGaussian());
    float[] logits = new float[n];
    for (int i = 0; i < n; i++) {
      logits[i] = (float) (random.nextGaussian() * spread * 3);
    }
    boolean ended = random.nextBoolean();
    return new Trial(
        logits,
        random.nextDouble(),
        0.1 + 1.5 * random.nextDouble(),
        random.nextBoolean() ? 0 : 1 + random.nextInt(n + 5),
        random.nextBoolean() ? 1 : 0.01 + 0.98 * random.nextDouble(),
        random.nextInt(5) == 0,
        ended ? n - 1 : -1,
        random.nextBoolean() ? 2 : random.nextDouble());
  }

  /** The order of Suno's generation.py, one step after the other. */
  private static final class Restatement {
    private final Trial trial;
    private final double[] logits;
    final int token;
    double distance = 1;

    Restatement(Trial trial) {
      this.trial = trial;
      this.logits =
          IntStream.range(0, trial.logits.length).mapToDouble(i -> trial.logits[i]).toArray();
      this.token = draw();
    }

    private int draw() {
      if (trial.topP < 1) {
        topP();
      }
      if (trial.topK > 0) {
        topK();
      }
      double[] p = softmax(logits, trial.temperature);
      if (trial.end >= 0 && trial.minEndP <= 1) {
        near(p[trial.end] - trial.minEndP);
        if (p[trial.end] >= trial.minEndP) {
          return trial.end;
        }
      }
      if (trial.greedy) {
        return IntStream.range(0, logits.length)
            .boxed()
            .max(Comparator.comparingDouble((Integer i) -> logits[i]).thenComparing(i -> -i))
            .orElseThrow();
      }
      double cumulative = 0;
      for (int i = 0; i < p.length; i++) {
        cumulative += p[i];
        near(cumulative - trial.uniform);
        if (cumulative > trial.uniform) {
          return i;
        }
      }
      throw new AssertionError("probabilities sum to " + cumulative);
    }

    private void topP() {
      double[] p = softmax(logits, 1);
      Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingDouble(i -> -p[i]));
      double cumulative = 0;
      for (int i : order) {
        if (cumulative > trial.topP) {
          logits[i] = Double.NEGATIVE_INFINITY;
        }
        cumulative += p[i];
        near(cumulative - trial.topP);
      }
    }

    private void topK() {
      double[] sorted = logits.clone();
      Arrays.sort(sorted);
      double kth = sorted[Math.max(0, sorted.length - trial.topK)];
      for (int i = 0; i < logits.length; i++) {
        if (logits[i] < kth) {
          logits[i] = Double.NEGATIVE_INFINITY;
        }
      }
    }

    private void near(double difference) {
      distance = Math.min(distance, Math.abs(difference));
    }

    private static double[] softmax(double[] logits, double temperature) {
      double largest = Arrays.stream(logits).max().orElseThrow();
      double[] e = Arrays.stream(logits).map(x -> Math.exp((x - largest) / temperature)).toArray();
      double sum = Arrays.stream(e).sum();
      return Arrays.stream(e).map(x -> x / sum).toArray();
    }
  }

  private static final class DrawTranslator implements NoBatchifyTranslator<Trial, long[]> {
    @Override
    public NDList processInput(TranslatorContext context, Trial trial) {
      Method call = new Method("draw", context.getNDManager());
      return call.with(call.manager().create(trial.logits, new Shape(1, trial.logits.length)))
          .with(call.manager().create(new double[] {trial.uniform}))
          .withIntegers(
              new Shape(1, 5), 0, trial.logits.length, trial.end, trial.topK, trial.greedy ? 1 : 0)
          .withNumbers(new Shape(1, 3), trial.temperature, trial.topP, trial.minEndP)
          .toList();
    }

    @Override
    public long[] processOutput(TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toLongArray();
    }
  }

  private static final class DrawAllTranslator
      implements NoBatchifyTranslator<List<Trial>, long[]> {
    /** Stands where a row has no logits, and must not be drawn. */
    private static final float BEYOND = 1000;

    @Override
    public NDList processInput(TranslatorContext context, List<Trial> trials) {
      Method call = new Method("draw_all", context.getNDManager());
      NDManager manager = call.manager();
      int rows = trials.size();
      int width = trials.stream().mapToInt(trial -> trial.logits.length).max().orElseThrow();
      float[] logits = new float[rows * width];
      boolean[] outside = new boolean[rows * width];
      Arrays.fill(logits, BEYOND);
      Arrays.fill(outside, true);
      for (int i = 0; i < rows; i++) {
        int own = trials.get(i).logits.length;
        System.arraycopy(trials.get(i).logits, 0, logits, i * width, own);
        Arrays.fill(outside, i * width, i * width + own, false);
      }
      boolean[] greedy = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        greedy[i] = trials.get(i).greedy;
      }
      return call.with(manager.create(logits, new Shape(rows, width)))
          .with(manager.create(outside, new Shape(rows, width)))
          .with(
              manager.create(
                  trials.stream().mapToDouble(trial -> trial.uniform).toArray(),
                  new Shape(rows, 1)))
          .with(
              manager.create(
                  trials.stream()
                      .flatMapToLong(
                          trial -> LongStream.of(trial.logits.length, trial.end, trial.topK))
                      .toArray(),
                  new Shape(rows, 3)))
          .with(manager.create(greedy))
          .with(
              manager.create(
                  trials.stream()
                      .flatMapToDouble(
                          trial -> DoubleStream.of(trial.temperature, trial.topP, trial.minEndP))
                      .toArray(),
                  new Shape(rows, 3)))
          .withIntegers(
              trials.stream().anyMatch(trial -> trial.topP < 1) ? 1 : 0,
              trials.stream().mapToInt(trial -> trial.topK).max().orElseThrow())
          .toList();
    }

    @Override
    public long[] processOutput(TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toLongArray();
    }
  }
}
