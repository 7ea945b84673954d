package org.barkdjl.narration;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.barkdjl.BarkResult;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.error.NothingSaidException;

/** What of a narration has been heard: plays it to a sink, and keeps the account. */
final class NarrationOutput {
  private final AudioSink sink;
  private final int sampleRateHz;
  private final long seed;
  private final int pieces;
  private final boolean alone;
  private final List<SpokenPiece> spoken = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<Stage, StageTiming> timings = new EnumMap<>(Stage.class);
  private Optional<BarkResult> voice = Optional.empty();
  private long samples;

  /**
   * @param seed of the first piece
   * @param pieces how many there are
   * @param alone whether nothing but one piece will be played, whose ends are no cuts
   */
  NarrationOutput(AudioSink sink, int sampleRateHz, long seed, int pieces, boolean alone) {
    this.sink = sink;
    this.sampleRateHz = sampleRateHz;
    this.seed = seed;
    this.pieces = pieces;
    this.alone = alone;
  }

  long seed() {
    return seed;
  }

  void warn(List<String> sentences) {
    warnings.addAll(sentences);
  }

  boolean hasSpoken() {
    return !spoken.isEmpty();
  }

  Narration narration() {
    BarkResult best = voice.orElseThrow(() -> new IllegalStateException("nothing was spoken yet"));
    return new Narration(
        spoken, at(samples), timings, seed, best.tokens(), warnings, Optional.empty());
  }

  /** A take has been generated, whether it will be played or not. */
  void worked(BarkResult result) {
    result.timings().forEach((stage, timing) -> timings.merge(stage, timing, NarrationOutput::sum));
  }

  void play(PieceTakes takes) throws IOException {
    Take take = takes.best().orElseThrow();
    warn(takes, Stream.concat(takes.reports().stream(), take.result().warnings().stream()));
    float[] audio = take.samples();
    if (alone) {
      sink.expect(audio.length);
    } else {
      audio = Fade.ends(audio, sampleRateHz);
    }
    Duration start = at(samples);
    sink.write(audio);
    samples += audio.length;
    spoken.add(
        new SpokenPiece(takes.piece(), take.seed(), start, at(samples), take.result().cut()));
    if (voice.isEmpty() || SpeakerVoices.isBetter(take.result(), voice.get())) {
      voice = Optional.of(take.result());
    }
  }

  void leaveOut(PieceTakes takes, NothingSaidException reason) {
    warn(takes, Stream.of("left out. " + reason.getMessage()));
  }

  void silence(Duration length) throws IOException {
    long left = Math.round(length.toNanos() * (sampleRateHz / 1e9));
    while (left > 0) {
      int block = (int) Math.min(left, sampleRateHz);
      sink.write(new float[block]);
      samples += block;
      left -= block;
    }
  }

  private void warn(PieceTakes takes, Stream<String> sentences) {
    String place = pieces == 1 ? "" : "Piece " + takes.number() + ": ";
    sentences.forEach(sentence -> warnings.add(place + sentence));
  }

  private Duration at(long position) {
    return Duration.ofNanos(Math.round(position * (1e9 / sampleRateHz)));
  }

  private static StageTiming sum(StageTiming one, StageTiming other) {
    return new StageTiming(one.steps() + other.steps(), one.wall().plus(other.wall()));
  }
}
