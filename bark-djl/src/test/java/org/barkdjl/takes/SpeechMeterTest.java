package org.barkdjl.takes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkTokens;
import org.barkdjl.Nano;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.SpokenPiece;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.VoiceCatalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the measures are worth: real speech, and what can be done to it. */
class SpeechMeterTest {
  private static final int RATE = 24_000;

  /** As long as what the embedded model's voices say. */
  private static final Piece PIECE = new Piece(Optional.empty(), "About as long as two seconds.");

  private static final SpeechPlan PLAN = new SpeechPlan(List.of(PIECE), List.of());

  private static float[] speech;
  private static float[] sameVoice;
  private static float[] otherVoice;

  /** Decoded codes: the same on every processor, but for the last bits. */
  @BeforeAll
  static void decode() throws IOException {
    ModelPackage model = Nano.model(Precision.FP32);
    BarkOptions options =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.FP32);
    VoiceCatalogue voices = VoiceCatalogue.open(model.voicesFolder());
    try (Bark bark = Bark.open(model, options)) {
      float[] all = bark.decode(voices.named("flite_slt").fine());
      speech = all;
      sameVoice = Arrays.copyOfRange(all, all.length / 2, all.length);
      otherVoice = bark.decode(voices.named("flite_rms").fine());
    }
  }

  /** What is wrong with a take. */
  private enum Spoilt {
    CUT_OFF(Measure.LAST),
    TAIL_OF_NOISE(Measure.UNVOICED),
    TAIL_OF_RUMBLE(Measure.UNVOICED),
    SILENT(Measure.LOUDNESS),
    CLIPPED(Measure.CLIPPED),
    MUCH_TOO_LONG(Measure.LENGTH),
    MUCH_TOO_SHORT(Measure.LENGTH),
    LATE(Measure.START),
    SILENT_AT_THE_END(Measure.END),
    WITH_A_HOLE(Measure.PAUSE),
    IN_HISS(Measure.NOISE),
    OF_ANOTHER_VOICE(Measure.VOICE);

    private final Measure found;

    Spoilt(Measure found) {
      this.found = found;
    }

    float[] samples() {
      Random random = new Random(1);
      return switch (this) {
        case CUT_OFF -> Arrays.copyOf(speech, loudest(speech.length / 2));
        case TAIL_OF_NOISE -> joined(speech, noise(2, random));
        case TAIL_OF_RUMBLE -> {
          float[] rumble = noise(2, random);
          for (int i = 1; i < rumble.length; i++) {
            rumble[i] = 0.95f * rumble[i - 1] + 0.3f * rumble[i];
          }
          yield joined(speech, rumble);
        }
        case SILENT -> new float[speech.length];
        case CLIPPED -> changed(sample -> Math.max(-1, Math.min(1, 8 * sample)));
        case MUCH_TOO_LONG -> joined(joined(joined(speech, speech), speech), speech);
        case MUCH_TOO_SHORT -> Arrays.copyOf(speech, RATE / 2);
        case LATE -> joined(new float[2 * RATE], speech);
        case SILENT_AT_THE_END -> joined(speech, new float[2 * RATE]);
        case WITH_A_HOLE ->
            joined(joined(Arrays.copyOf(speech, RATE), new float[2 * RATE]), speech);
        case IN_HISS -> changed(sample -> (float) (sample + 0.03 * random.nextGaussian()));
        case OF_ANOTHER_VOICE -> otherVoice;
      };
    }

    /** A frame that no pause hides. */
    private static int loudest(int from) {
      return IntStream.range(from, from + RATE / 2)
          .boxed()
          .max((a, b) -> Float.compare(Math.abs(speech[a]), Math.abs(speech[b])))
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource(Spoilt.class)
  void aSpoiltTakeIsRankedBehindAGoodOne(Spoilt spoilt) {
    SpeechMeasures good = measure(speech);
    SpeechMeasures bad = measure(spoilt.samples());

    assertEquals(List.of(), good.faults(), good::toString);
    assertTrue(SpeechMeasures.BEST_FIRST.compare(good, bad) < 0, bad::toString);
    assertTrue(bad.faults().contains(spoilt.found), bad::toString);
    assertTrue(bad.points() >= 1, bad::toString);
  }

  @Test
  void theSilentOneIsTheLastOfAll() {
    SpeechMeasures silent = measure(Spoilt.SILENT.samples());
    Stream.of(Spoilt.values())
        .filter(spoilt -> spoilt != Spoilt.SILENT)
        .map(spoilt -> measure(spoilt.samples()))
        .forEach(other -> assertTrue(other.points() < silent.points(), other::toString));
  }

  @Test
  void ofTwoWithoutFaultsTheNearerVoiceIsFirst() {
    SpeechMeasures near = measure(speech);
    SpeechMeasures farther = measure(sameVoice);
    assertEquals(0, near.values().get(Measure.VOICE), 1e-6);
    assertTrue(farther.values().get(Measure.VOICE) > 0);
    assertTrue(farther.values().get(Measure.VOICE) < 6, farther::toString);
    assertTrue(measure(otherVoice).values().get(Measure.VOICE) > 6);
  }

  @Test
  void pausesBetweenPiecesAreMeantAndWhatWasLeftOutIsMissed() {
    Duration length = length(speech);
    Duration pause = Duration.ofSeconds(3);
    SpeechMeter meter = new SpeechMeter(RATE);
    meter.write(joined(joined(speech, new float[3 * RATE]), speech));
    Narration two =
        narration(
            new SpokenPiece(PIECE, 1, Duration.ZERO, length, false),
            new SpokenPiece(PIECE, 2, length.plus(pause), length.plus(pause).plus(length), true));

    SpeechPlan asSpoken = new SpeechPlan(List.of(PIECE, new Pause(pause), PIECE), List.of());
    SpeechMeasures measures = meter.measure(asSpoken, two, Optional.empty());
    assertEquals(List.of(Measure.CUT), measures.faults(), measures::toString);

    SpeechPlan longer = new SpeechPlan(List.of(PIECE, PIECE, PIECE), List.of());
    assertTrue(
        meter.measure(longer, two, Optional.empty()).faults().contains(Measure.LENGTH),
        "a third piece");
  }

  @Test
  void whatIsHardlyThereCanBeMeasured() {
    for (int samples : new int[] {0, 1, RATE / 50, RATE / 10}) {
      SpeechMeasures measures = measure(new float[samples]);
      assertTrue(measures.points() > 10, measures::toString);
      assertTrue(measures.values().values().stream().allMatch(Double::isFinite));
    }
  }

  private static SpeechMeasures measure(float[] samples) {
    SpeechMeter wanted = new SpeechMeter(RATE);
    wanted.write(speech);
    SpeechMeter meter = new SpeechMeter(RATE);
    meter.write(samples);
    return meter.measure(
        PLAN,
        narration(new SpokenPiece(PIECE, 1, Duration.ZERO, length(samples), false)),
        wanted.voice());
  }

  private static Narration narration(SpokenPiece... pieces) {
    return new Narration(
        List.of(pieces),
        pieces[pieces.length - 1].end(),
        Map.of(),
        1,
        new BarkTokens(new int[0], new int[0], new int[2][0], new int[8][0], Optional.empty()),
        List.of(),
        Optional.empty());
  }

  private static Duration length(float[] samples) {
    return Duration.ofNanos(Math.round(samples.length * 1e9 / RATE));
  }

  private static float[] noise(int seconds, Random random) {
    float[] noise = new float[seconds * RATE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.03 * random.nextGaussian());
    }
    return noise;
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private interface Change {
    float of(float sample);
  }

  private static float[] changed(Change change) {
    float[] result = new float[speech.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = change.of(speech[i]);
    }
    return result;
  }
}
