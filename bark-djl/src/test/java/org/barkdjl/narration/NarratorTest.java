package org.barkdjl.narration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.Nano;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.WavFile;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.text.SpeechPlanOptions;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long texts on the embedded model. */
class NarratorTest {
  private static final int RATE = 24_000;
  private static final SpeechPlanOptions SHORT =
      SpeechPlanOptions.DEFAULT.withLongestPiece(Duration.ofMillis(2_500));
  private static final String TEXT = "The first piece is here. The second one follows it.";
  private static final BarkRequest REQUEST = BarkRequest.of("not used").withSeed(3);

  private static final WavWriter WRITER = new WavWriter(RATE, new AudioTags("a", "b", "c", 1, "d"));

  private static Bark bark;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    // Rows by themselves, as the samples are compared: products of other shapes round differently.
    BarkOptions alone =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.FP32).withRows(1);
    bark = Bark.open(Nano.model(Precision.FP32), alone);
  }

  @AfterAll
  static void close() {
    bark.close();
  }

  @Test
  void aTextOfOnePieceIsWhatTheModelMakesOfIt() throws IOException {
    BarkResult expected = bark.generate(REQUEST.withText("Good morning."));
    Recording recording = new Recording();
    Narration narration = speak(SpeechPlan.of("Good morning.", SHORT), REQUEST, recording);

    assertArrayEquals(expected.samples(), recording.samples());
    assertEquals(List.of((long) expected.samples().length), recording.expected);
    assertEquals(expected.duration(), narration.duration());
    assertEquals(3, narration.seed());
    assertArrayEquals(expected.tokens().semantic(), narration.toVoice("mine").semantic());
  }

  @Test
  @Tag("slow")
  void piecesGoOnWithTheFirstOnesVoice() throws IOException {
    SpeechPlan plan = SpeechPlan.of(TEXT, SHORT);
    Recording recording = new Recording();
    Narration narration = speak(plan, REQUEST, recording);

    List<Piece> pieces = plan.pieces();
    assertEquals(2, pieces.size());
    BarkResult first = bark.generate(REQUEST.withText(pieces.get(0).text()));
    BarkResult second =
        bark.generate(
            REQUEST
                .withText(pieces.get(1).text())
                .withVoice(first.toVoice("first"))
                .withSeed(REQUEST.randomness().seed().orElseThrow() + 1));
    int pause = RATE / 4;
    float[] samples = recording.samples();
    assertEquals(first.samples().length + pause + second.samples().length, samples.length);
    assertEquals(List.of(), recording.expected);
    assertArrayEquals(
        Arrays.copyOfRange(second.samples(), RATE / 100, second.samples().length - RATE / 100),
        Arrays.copyOfRange(
            samples, first.samples().length + pause + RATE / 100, samples.length - RATE / 100));
    assertEquals(0, Math.abs(samples[0])); // -0 is silence, too
    assertEquals(0, Math.abs(samples[first.samples().length - 1])); // -0 is silence, too
    assertEquals(0, Math.abs(samples[samples.length - 1])); // -0 is silence, too

    SpokenPiece spoken = narration.pieces().get(1);
    assertEquals(4, spoken.seed());
    assertEquals(first.duration().plusMillis(250), spoken.start());
    assertEquals(narration.duration(), spoken.end());
    assertTrue(narration.realTimeFactor() > 0);
  }

  @Test
  @Tag("slow")
  void aGivenVoiceStays() throws IOException {
    Voice voice = Nano.voice("flite_slt");
    SpeechPlan plan = SpeechPlan.of(TEXT, SHORT);
    Recording recording = new Recording();
    speak(plan, REQUEST.withVoice(voice), recording);

    BarkResult second =
        bark.generate(REQUEST.withText(plan.pieces().get(1).text()).withVoice(voice).withSeed(4));
    float[] samples = recording.samples();
    int middle = second.samples().length / 2;
    assertEquals(
        second.samples()[middle], samples[samples.length - second.samples().length + middle]);
  }

  @Test
  @Tag("slow")
  void eachSpeakerHasAVoice() throws IOException {
    Voice slt = Nano.voice("flite_slt");
    SpeechPlan plan =
        SpeechPlan.of("Ann: Hello Bob.\nBob: Hi.", SHORT.withSpeakers(Set.of("Ann", "Bob")));
    Recording recording = new Recording();
    NarrationRequest request =
        asked(plan, REQUEST).withSpeakers(Map.of("Ann", Nano.voice("flite_rms"), "Bob", slt));
    Narration narration = new Narrator(bark).narrate(request, recording, NarrationListener.NONE);

    BarkResult bob = bark.generate(REQUEST.withText("Hi.").withVoice(slt).withSeed(4));
    assertEquals(Optional.of("Bob"), narration.pieces().get(1).piece().speaker());
    int middle = bob.samples().length / 2;
    float[] samples = recording.samples();
    assertEquals(bob.samples()[middle], samples[samples.length - bob.samples().length + middle]);
    Duration pause = narration.pieces().get(1).start().minus(narration.pieces().get(0).end());
    assertEquals(500, pause.plusNanos(500_000).toMillis());
  }

  @Test
  void aFileSaysHowLongItIsAndAStreamCannot() throws IOException {
    SpeechPlan plan = SpeechPlan.of("[pause 0.1s] Hi. [pause 2.5s]", SHORT);
    Path file = folder.resolve("a.wav");
    Narration narration = write(plan, file, NarrationListener.NONE);
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    new Narrator(bark)
        .narrate(
            asked(plan, REQUEST), content -> content.writeTo(pipe), WRITER, NarrationListener.NONE);

    assertEquals(narration.duration(), WavFile.read(file).duration());
    byte[] whole = Files.readAllBytes(file);
    byte[] piped = pipe.toByteArray();
    assertEquals(-1, Arrays.copyOfRange(piped, 4, 8)[0]);
    int different = 0;
    for (int i = 0; i < whole.length; i++) {
      different += whole[i] == piped[i] ? 0 : 1;
    }
    assertTrue(whole.length == piped.length && different <= 8, "" + different);
  }

  @Test
  void oneThatIsCancelledLeavesWhatWasSpoken() throws IOException {
    Path file = folder.resolve("a.wav");
    Narration narration = write(SpeechPlan.of(TEXT, SHORT), file, new CancelledAt(2));

    assertEquals(1, narration.cut().orElseThrow().pieces());
    assertTrue(narration.cut().get().cause() instanceof CancelledException);
    assertEquals(1, narration.pieces().size());
    assertEquals(List.of("a.partial.wav"), files());
    WavFile partial = WavFile.read(folder.resolve("a.partial.wav"));
    assertEquals(narration.duration(), partial.duration());
  }

  @Test
  void oneThatIsCancelledAtOnceLeavesNothing() throws IOException {
    Path file = folder.resolve("a.wav");
    SpeechPlan plan = SpeechPlan.of(TEXT, SHORT);
    assertThrows(CancelledException.class, () -> write(plan, file, new CancelledAt(1)));
    assertEquals(List.of(), files());
  }

  @Test
  @Tag("slow")
  void aPieceThatIsTooLongIsTriedAgainAndReported() throws IOException {
    BarkRequest endless =
        REQUEST.withSemantic(
            REQUEST
                .options()
                .semantic()
                .withAllowEnd(false)
                .withMaxDuration(Optional.of(Duration.ofSeconds(4))));
    SpeechPlan plan = SpeechPlan.of("Yes.", SHORT);
    Recording recording = new Recording();
    Narration narration =
        new Narrator(bark)
            .narrate(asked(plan, endless).withRetries(1), recording, NarrationListener.NONE);

    String first = narration.warnings().get(0);
    assertTrue(first.startsWith("seed 3 gave 4.0 s, where "), first);
    assertTrue(Set.of(3L, 3 + (1L << 32)).contains(narration.pieces().get(0).seed()));
    assertEquals(recording.samples().length, recording.expected.get(0));
    assertEquals(narration.duration(), narration.pieces().get(0).end());
  }

  @Test
  void silenceOnAllSeedsIsAnError() {
    BarkRequest silent =
        REQUEST.withSemantic(REQUEST.options().semantic().withMinEosP(OptionalDouble.of(0)));
    NarrationRequest request = asked(SpeechPlan.of(TEXT, SHORT), silent).withRetries(2);
    Recording recording = new Recording();
    assertThrows(
        NothingSaidException.class,
        () -> new Narrator(bark).narrate(request, recording, NarrationListener.NONE));
    for (float sample : recording.samples()) {
      assertEquals(0, sample);
    }
  }

  private static NarrationRequest asked(SpeechPlan plan, BarkRequest request) {
    return NarrationRequest.of(plan, request.randomness().seed().orElseThrow())
        .withVoice(request.voice())
        .withOptions(request.options())
        .withRetries(0);
  }

  private static Narration write(SpeechPlan plan, Path file, NarrationListener listener)
      throws IOException {
    return new Narrator(bark).narrate(asked(plan, REQUEST), file, WRITER, listener);
  }

  private static Narration speak(SpeechPlan plan, BarkRequest request, AudioSink sink)
      throws IOException {
    return new Narrator(bark).narrate(asked(plan, request), sink, NarrationListener.NONE);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      return left.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** Cancels when a certain piece begins. */
  private static final class CancelledAt implements NarrationListener {
    private final int piece;
    private int begun;

    CancelledAt(int piece) {
      this.piece = piece;
    }

    @Override
    public void pieces(int first, int last, int count) {
      begun = last;
    }

    @Override
    public boolean cancelled() {
      return begun == piece;
    }
  }

  /** Keeps what it is given. */
  private static final class Recording implements AudioSink {
    private final List<Long> expected = new ArrayList<>();
    private final List<float[]> blocks = new ArrayList<>();

    @Override
    public void expect(long samples) {
      expected.add(samples);
    }

    @Override
    public void write(float[] samples) {
      blocks.add(samples.clone());
    }

    float[] samples() {
      float[] all = new float[blocks.stream().mapToInt(block -> block.length).sum()];
      int at = 0;
      for (float[] block : blocks) {
        System.arraycopy(block, 0, all, at, block.length);
        at += block.length;
      }
      return all;
    }
  }
}
