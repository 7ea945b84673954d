package org.barkdjl.takes;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.LoudnessMeter;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.SpokenPiece;
import org.barkdjl.text.PlausibleLength;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;

/**
 * Listens to a take while it is spoken, and measures it at the end. It looks at frames of 20 ms:
 * how loud each is, and whether it is voiced, which is whether it repeats itself at a pitch that
 * voices have. It keeps 4 bytes a frame.
 */
public final class SpeechMeter implements AudioSink {
  private static final int FRAMES_PER_SECOND = 50;

  /** Samples from here on count as clipped: the last step of 16 bits but a few. */
  private static final float FULL_SCALE = 0.9995f;

  /** What is softer counts as silence, however soft the rest is. */
  private static final float SILENT_DB = -55;

  /** So far below speech are pauses. */
  private static final float PAUSE_DB = -30;

  /** Stands for nothing at all. */
  private static final float LOWEST_DB = -100;

  /** The level of speech: that of the frame which is louder than nine of ten. */
  private static final double LOUD_SHARE = 0.9;

  /** Speech without a pause is silent at its ends alone, which are a little more. */
  private static final double SOFT_SHARE = 0.05;

  private final int sampleRateHz;
  private final LoudnessMeter loudness;
  private final Voicing voicing;
  private final VoiceSpectrum.Sum voice;

  /** Two frames, of which the second is the one that grows: its past belongs to its pitch. */
  private final float[] window;

  private final int frameLength;
  private float[] levelsDb = new float[256];
  private final BitSet voiced = new BitSet();
  private int frames;
  private int inFrame;
  private long samples;
  private long clipped;

  public SpeechMeter(int sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
    loudness = new LoudnessMeter(sampleRateHz);
    voicing = new Voicing(sampleRateHz);
    voice = new VoiceSpectrum.Sum(sampleRateHz);
    frameLength = sampleRateHz / FRAMES_PER_SECOND;
    window = new float[2 * frameLength];
  }

  @Override
  public void write(float[] block) {
    loudness.write(block);
    samples += block.length;
    for (float sample : block) {
      clipped += Math.abs(sample) >= FULL_SCALE ? 1 : 0;
      window[frameLength + inFrame++] = sample;
      if (inFrame == frameLength) {
        endFrame();
      }
    }
  }

  /** The colour of the voice that was heard; empty if none was. */
  public Optional<VoiceSpectrum> voice() {
    return voice.mean();
  }

  /**
   * What was heard, as a take of a text.
   *
   * @param narration what was spoken, of which this has heard all samples
   * @param prompt the colour of the voice that it should have; empty: any
   */
  public SpeechMeasures measure(
      SpeechPlan plan, Narration narration, Optional<VoiceSpectrum> prompt) {
    List<SpokenPiece> pieces = narration.pieces();
    Map<Measure, Double> measures = new EnumMap<>(Measure.class);
    measures.put(Measure.LENGTH, seconds(outside(plan, pieces)));
    measures.put(Measure.CUT, (double) pieces.stream().filter(SpokenPiece::cut).count());
    measures.put(Measure.CLIPPED, 100.0 * clipped / Math.max(1, samples));
    measures.put(Measure.LOUDNESS, loudness.integrated().orElse(LOWEST_DB));
    Optional<VoiceSpectrum> heard = voice();
    if (prompt.isPresent() && heard.isPresent()) {
      measures.put(Measure.VOICE, heard.get().distanceDb(prompt.get()));
    }
    sounds(pieces, measures);
    return new SpeechMeasures(measures);
  }

  /** What is too long or too short of the pieces, and what was left out. */
  private static Duration outside(SpeechPlan plan, List<SpokenPiece> pieces) {
    Duration outside = shortest(plan.pieces().stream());
    outside = outside.minus(shortest(pieces.stream().map(SpokenPiece::piece)));
    for (SpokenPiece spoken : pieces) {
      PlausibleLength plausible = PlausibleLength.of(spoken.piece().text());
      Duration length = spoken.end().minus(spoken.start());
      outside = outside.plus(spoken.cut() ? Duration.ZERO : plausible.distance(length));
    }
    return outside;
  }

  private static Duration shortest(Stream<Piece> pieces) {
    return pieces
        .map(piece -> PlausibleLength.of(piece.text()).shortest())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Measures what lies in the pieces: pauses between them are meant. */
  private void sounds(List<SpokenPiece> pieces, Map<Measure, Double> measures) {
    BitSet within = new BitSet();
    pieces.forEach(piece -> within.set(frame(piece.start()), frame(piece.end())));
    float[] sorted = new float[within.cardinality()];
    int count = 0;
    for (int at = within.nextSetBit(0); at >= 0; at = within.nextSetBit(at + 1)) {
      sorted[count++] = levelsDb[at];
    }
    Arrays.sort(sorted);
    float speechDb = share(sorted, LOUD_SHARE);
    float pauseDb = Math.max(SILENT_DB, speechDb + PAUSE_DB);
    BitSet sound = new BitSet();
    within.stream().filter(at -> levelsDb[at] > pauseDb).forEach(sound::set);
    int first = sound.isEmpty() ? frames : sound.nextSetBit(0);
    int end = sound.length();
    measures.put(Measure.START, seconds(first));
    measures.put(Measure.END, seconds(sound.isEmpty() ? 0 : frames - end));
    BitSet pauses = new BitSet();
    pauses.or(within);
    pauses.andNot(sound);
    pauses.clear(0, first);
    pauses.clear(end, Math.max(end, frames));
    measures.put(Measure.PAUSE, seconds(longestRun(pauses)));
    BitSet unvoiced = new BitSet();
    unvoiced.or(sound);
    unvoiced.andNot(voiced);
    measures.put(Measure.UNVOICED, seconds(longestRun(unvoiced)));
    measures.put(Measure.NOISE, (double) (share(sorted, SOFT_SHARE) - speechDb));
    double last =
        pieces.stream()
            .mapToInt(piece -> frame(piece.end()) - 1)
            .mapToDouble(frame -> frame < 0 ? LOWEST_DB : levelsDb[frame])
            .max()
            .orElse(LOWEST_DB);
    measures.put(Measure.LAST, last - speechDb);
  }

  private void endFrame() {
    inFrame = 0;
    double sum = 0;
    for (int i = frameLength; i < window.length; i++) {
      sum += (double) window[i] * window[i];
    }
    if (frames == levelsDb.length) {
      levelsDb = Arrays.copyOf(levelsDb, 2 * frames);
    }
    float level = (float) Math.max(LOWEST_DB, 10 * Math.log10(sum / frameLength));
    levelsDb[frames] = level;
    if (level > SILENT_DB && voicing.isVoiced(window)) {
      voiced.set(frames);
      voice.add(window);
    }
    frames++;
    System.arraycopy(window, frameLength, window, 0, frameLength);
  }

  private int frame(Duration at) {
    long sample = Math.round(at.toNanos() * (sampleRateHz / 1e9));
    return (int) Math.min(frames, sample / frameLength);
  }

  private static float share(float[] sorted, double share) {
    return sorted.length == 0 ? LOWEST_DB : sorted[(int) (share * (sorted.length - 1))];
  }

  private static int longestRun(BitSet frames) {
    int longest = 0;
    for (int at = frames.nextSetBit(0); at >= 0; ) {
      int end = frames.nextClearBit(at);
      longest = Math.max(longest, end - at);
      at = frames.nextSetBit(end);
    }
    return longest;
  }

  private static double seconds(int frames) {
    return (double) frames / FRAMES_PER_SECOND;
  }

  private static double seconds(Duration length) {
    return length.toNanos() / 1e9;
  }
}
