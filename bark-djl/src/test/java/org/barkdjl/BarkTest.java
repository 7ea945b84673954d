package org.barkdjl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.model.Int8Nano;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The façade on the embedded model. */
class BarkTest {
  private static final BarkRequest HELLO = BarkRequest.of("Hello, how are you?").withSeed(3);

  /**
   * How many results may have other tokens than alone. Products of several rows end in other bits
   * than those of one, so a draw may fall on the other side; of some thousand, hardly one does.
   */
  private static final int CLOSE_CALLS = 1;

  private static final String LONG =
      "This is a sentence of several words, which nobody can say in a second or less.";

  private static Bark bark;

  @BeforeAll
  static void open() throws IOException {
    bark = Nano.open(Precision.FP32);
  }

  @AfterAll
  static void close() {
    bark.close();
  }

  @Test
  void speaks() {
    BarkResult result = bark.generate(HELLO);
    int frames = result.tokens().fine()[0].length;
    assertEquals(24_000, result.sampleRateHz());
    assertEquals(frames * 320, result.samples().length);
    assertEquals(frames / 75.0, result.duration().toNanos() / 1e9, 1e-6);
    assertTrue(
        result.duration().compareTo(Duration.ofMillis(200)) > 0, () -> "" + result.duration());
    assertTrue(
        result.duration().compareTo(Duration.ofSeconds(15)) < 0, () -> "" + result.duration());
    assertTrue(loudness(result.samples()) > 0.01, "it is not silence");
    assertEquals(3, result.seed().orElseThrow());
    assertEquals(List.of(), result.warnings());
    assertEquals(frames, result.timings().get(Stage.CODEC).steps());
    assertEquals(result.tokens().semantic().length, result.timings().get(Stage.SEMANTIC).steps());
  }

  @Test
  @Tag("slow")
  void theSeedDecides() {
    float[] first = bark.generate(HELLO).samples();
    assertArrayEquals(first, bark.generate(HELLO).samples());
    assertFalse(Arrays.equals(first, bark.generate(HELLO.withSeed(4)).samples()));
  }

  @Test
  @Tag("slow")
  void chunksDoNotMatter() throws IOException {
    BarkResult expected = bark.generate(HELLO);
    for (int chunk : new int[] {1, 8, 33}) {
      BarkOptions options =
          BarkOptions.DEFAULT
              .withDevice(DeviceSpec.CPU)
              .withPrecision(Precision.FP32)
              .withChunk(chunk);
      try (Bark other = Bark.open(Nano.model(Precision.FP32), options)) {
        BarkResult actual = other.generate(HELLO);
        assertArrayEquals(expected.tokens().semantic(), actual.tokens().semantic());
        assertArrayEquals(expected.tokens().fine(), actual.tokens().fine());
      }
    }
  }

  @Test
  void aVoiceIsContinued() throws IOException {
    BarkResult without = bark.generate(HELLO);
    BarkResult with = bark.generate(HELLO.withVoice(Nano.voice("flite_slt")));
    // Nano's semantic tokens say nothing of the voice.
    assertFalse(Arrays.deepEquals(without.tokens().coarse(), with.tokens().coarse()));
    assertFalse(Arrays.deepEquals(without.tokens().fine(), with.tokens().fine()));
    assertTrue(loudness(with.samples()) > 0.01);
  }

  @Test
  @Tag("slow")
  void aResultCanBeAVoice(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.npz");
    BarkResult result = bark.generate(HELLO);
    result.toVoice("mine").save(file);
    Voice voice = Voice.read(file);
    assertArrayEquals(result.tokens().semantic(), voice.semantic());
    assertArrayEquals(result.tokens().fine(), voice.fine());
    assertTrue(bark.generate(HELLO.withVoice(voice)).samples().length > 0);
    assertEquals(bark.manifest().codec(), voice.codec().orElseThrow());
  }

  @Test
  @Tag("slow")
  void aVoiceOfAnotherModelIsRefusedAndOneThatDoesNotSayIsTaken() {
    BarkTokens made = bark.generate(HELLO).tokens();
    Voice another =
        new Voice(
            "other", made.semantic(), made.coarse(), made.fine(), Optional.of("another codec"));
    InputException e =
        assertThrows(InputException.class, () -> bark.generate(HELLO.withVoice(another)));
    assertTrue(e.getMessage().contains("'other' was made with another model"), e.getMessage());
    Voice silent = new Voice("silent", made.semantic(), made.coarse(), made.fine());
    assertTrue(bark.generate(HELLO.withVoice(silent)).samples().length > 0);
    assertTrue(bark.manifest().isDoubtful(silent), "nano's own voices say whose they are");
  }

  @Test
  void decodesTokensAlone() {
    BarkResult result = bark.generate(HELLO);
    assertArrayEquals(result.samples(), bark.decode(result.tokens().fine()), 1e-6f);
    assertEquals(320, bark.decode(new int[8][1]).length);
  }

  @Test
  void refusesCodesThatAreNone() {
    assertThrows(InputException.class, () -> bark.decode(new int[7][10]));
    assertThrows(InputException.class, () -> bark.decode(new int[8][0]));
    int[][] codes = new int[8][4];
    codes[5][2] = 1024;
    String message = assertThrows(InputException.class, () -> bark.decode(codes)).getMessage();
    assertTrue(message.contains("Codebook 5 holds 1024 at frame 2"), message);
  }

  @Test
  void theDurationIsLimited() {
    SemanticOptions semantic =
        SemanticOptions.DEFAULT
            .withAllowEnd(false)
            .withMaxDuration(Optional.of(Duration.ofMillis(500)));
    BarkResult result = bark.generate(HELLO.withSemantic(semantic));
    assertEquals(25, result.tokens().semantic().length); // the first above 0.5 s * 49.9 Hz
  }

  @Test
  void temperatureZeroNeedsNoSeed() {
    SemanticOptions semantic =
        SemanticOptions.DEFAULT.withSampling(SemanticOptions.DEFAULT.sampling().withTemperature(0));
    BarkRequest greedy =
        HELLO
            .withSemantic(semantic.withMaxDuration(Optional.of(Duration.ofSeconds(1))))
            .withCoarse(
                HELLO
                    .options()
                    .coarse()
                    .withSampling(HELLO.options().coarse().sampling().withTemperature(0)))
            .withFine(new FineOptions(0));
    assertArrayEquals(
        bark.generate(greedy).samples(), bark.generate(greedy.withSeed(99)).samples());
  }

  @Test
  void longTextIsReported() {
    BarkResult result =
        bark.generate(
            BarkRequest.of("word ".repeat(300))
                .withSemantic(
                    SemanticOptions.DEFAULT.withMaxDuration(Optional.of(Duration.ofMillis(300)))));
    assertTrue(result.warnings().get(0).contains("256"), result.warnings().get(0));
    assertTrue(result.warnings().get(1).contains("0.3 s"), result.warnings().get(1));
    assertEquals(300, result.tokens().text().length);
  }

  @Test
  void speechThatIsCutIsReported() {
    SemanticOptions oneSecond =
        SemanticOptions.DEFAULT
            .withMinEosP(OptionalDouble.empty())
            .withMaxDuration(Optional.of(Duration.ofSeconds(1)));
    BarkResult cut = bark.generate(BarkRequest.of(LONG).withSeed(1).withSemantic(oneSecond));
    assertTrue(cut.cut());
    assertTrue(cut.warnings().get(0).contains("maximum duration of 1.0 s"), "" + cut.warnings());
  }

  @Test
  void anEndAtTheFirstTokenIsAnErrorThatNamesTextAndSeed() {
    BarkRequest request =
        HELLO.withSemantic(SemanticOptions.DEFAULT.withMinEosP(OptionalDouble.of(0)));
    String message = assertThrows(InputException.class, () -> bark.generate(request)).getMessage();
    assertTrue(message.contains("Hello, how are you?") && message.contains("seed 3"), message);
  }

  @Test
  void emptyTextIsRefused() {
    assertThrows(InputException.class, () -> bark.generate(BarkRequest.of(" \n\t ")));
  }

  @Test
  @Tag("slow")
  void aListenerSeesEveryStageAndMayCancel() {
    List<Stage> started = new ArrayList<>();
    List<Stage> finished = new ArrayList<>();
    bark.generate(
        HELLO,
        new BarkListener() {
          @Override
          public void started(Stage stage, int expected) {
            started.add(stage);
            assertTrue(expected > 0);
          }

          @Override
          public void finished(Stage stage, StageTiming timing) {
            finished.add(stage);
          }
        });
    assertEquals(List.of(Stage.values()), started);
    assertEquals(started, finished);

    BarkListener canceller =
        new BarkListener() {
          private boolean advanced;

          @Override
          public void advanced(Stage stage, int done, int expected) {
            advanced = true;
          }

          @Override
          public boolean cancelled() {
            return advanced;
          }
        };
    assertThrows(CancelledException.class, () -> bark.generate(HELLO, canceller));
    assertTrue(bark.generate(HELLO).samples().length > 0, "it goes on working");
  }

  /** More requests than rows, of unlike lengths, voices and options, and two that fail. */
  @Test
  @Tag("slow")
  void together() throws IOException {
    SemanticOptions greedy =
        SemanticOptions.DEFAULT
            .withSampling(SemanticOptions.DEFAULT.sampling().withTemperature(0))
            .withMaxDuration(Optional.of(Duration.ofMillis(700)));
    SemanticOptions endless =
        SemanticOptions.DEFAULT
            .withAllowEnd(false)
            .withMaxDuration(Optional.of(Duration.ofMillis(900)));
    BarkRequest mute =
        HELLO.withSemantic(SemanticOptions.DEFAULT.withMinEosP(OptionalDouble.of(0)));
    List<BarkRequest> requests =
        List.of(
            HELLO,
            BarkRequest.of("Two.").withSeed(5).withVoice(Nano.voice("flite_slt")),
            BarkRequest.of(" "),
            BarkRequest.of("Good morning.").withSeed(6).withSemantic(endless),
            mute,
            HELLO.withSemantic(greedy).withFine(new FineOptions(0)),
            BarkRequest.of("No.").withSeed(7));
    BarkOptions two =
        BarkOptions.DEFAULT
            .withDevice(DeviceSpec.CPU)
            .withPrecision(Precision.FP32)
            .withRows(2)
            .withOffload(true);
    List<BarkOutcome> inOneBatch = bark.generate(requests, BarkListener.NONE);
    try (Bark offloading = Bark.open(Nano.model(Precision.FP32), two)) {
      assertEquals(2, offloading.rows());
      List<BarkOutcome> inTwoRows = offloading.generate(requests, BarkListener.NONE);
      int differ = 0;
      for (int i = 0; i < requests.size(); i++) {
        if (i == 2 || i == 4) {
          assertThrows(InputException.class, inOneBatch.get(i)::orThrow);
          assertThrows(InputException.class, inTwoRows.get(i)::orThrow);
        } else {
          BarkResult alone = bark.generate(requests.get(i));
          differ += sameTokens(alone, inOneBatch.get(i).orThrow()) ? 0 : 1;
          differ += sameTokens(alone, inTwoRows.get(i).orThrow()) ? 0 : 1;
        }
      }
      assertTrue(differ <= CLOSE_CALLS, () -> "tokens differ from those of a request alone");
    }
    assertEquals(List.of(), bark.generate(List.of(), BarkListener.NONE));
  }

  /** In int8, too, a row is rounded by itself. */
  @Test
  @Tag("slow")
  void togetherInInt8(@TempDir Path folder) throws IOException {
    List<BarkRequest> requests =
        List.of(BarkRequest.of("Yes.").withSeed(1), BarkRequest.of("No.").withSeed(7));
    BarkOptions options =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.INT8);
    try (Bark int8 = Bark.open(Int8Nano.assemble(folder), options)) {
      List<BarkOutcome> outcomes = int8.generate(requests, BarkListener.NONE);
      int differ = 0;
      for (int i = 0; i < requests.size(); i++) {
        differ += sameTokens(int8.generate(requests.get(i)), outcomes.get(i).orThrow()) ? 0 : 1;
      }
      assertTrue(differ <= CLOSE_CALLS, () -> "tokens differ from those of a request alone");
    }
  }

  static boolean sameTokens(BarkResult expected, BarkResult actual) {
    boolean same =
        Arrays.equals(expected.tokens().semantic(), actual.tokens().semantic())
            && Arrays.deepEquals(expected.tokens().coarse(), actual.tokens().coarse())
            && Arrays.deepEquals(expected.tokens().fine(), actual.tokens().fine());
    if (same) {
      assertArrayEquals(expected.samples(), actual.samples(), 1e-6f);
      assertEquals(
          expected.timings().get(Stage.COARSE).steps(), actual.timings().get(Stage.COARSE).steps());
    }
    return same;
  }

  @Test
  @Tag("slow")
  void threadsShareIt() {
    List<BarkRequest> requests =
        List.of(HELLO, HELLO.withSeed(5), BarkRequest.of("Good morning.").withSeed(6));
    List<float[]> alone = requests.stream().map(r -> bark.generate(r).samples()).toList();
    List<CompletableFuture<float[]>> together =
        requests.stream()
            .map(r -> CompletableFuture.supplyAsync(() -> bark.generate(r).samples()))
            .toList();
    for (int i = 0; i < requests.size(); i++) {
      assertArrayEquals(alone.get(i), together.get(i).join());
    }
  }

  @Test
  void aClosedBarkSaysSo() throws IOException {
    Bark closed = Nano.open(Precision.FP32);
    closed.close();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.generate(HELLO));
    assertThrows(IllegalStateException.class, () -> closed.decode(new int[8][1]));
  }

  @Test
  void aListenerCannotCloseWhatItWatches() {
    BarkListener closer =
        new BarkListener() {
          @Override
          public void finished(Stage stage, StageTiming timing) {
            bark.close();
          }
        };
    BarkException e = assertThrows(BarkException.class, () -> bark.generate(HELLO, closer));
    assertTrue(e.getCause() instanceof IllegalStateException);
    assertTrue(bark.generate(HELLO).samples().length > 0, "it goes on working");
  }

  @Test
  void aPrecisionThatIsNotInstalledIsRefused() {
    BarkOptions options =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.INT8);
    for (boolean offload : new boolean[] {false, true}) {
      ModelException e =
          assertThrows(
              ModelException.class,
              () -> Bark.open(Nano.model(Precision.FP32), options.withOffload(offload)));
      assertTrue(e.getMessage().contains("int8"), e.getMessage());
    }
  }

  @Test
  void cudaIsNeverReplacedByTheCpu() throws IOException {
    assumeFalse(Engine.getEngine("PyTorch").getGpuCount() > 0);
    BarkOptions cuda = BarkOptions.DEFAULT.withDevice(DeviceSpec.parse("cuda"));
    DeviceException e =
        assertThrows(
            DeviceException.class, () -> Bark.open(Nano.model(Precision.FP32), cuda).close());
    assertEquals(Problem.NO_CUDA, e.problem().orElseThrow());
  }

  private static double loudness(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }
}
