package org.barkdjl.longform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.StageTiming;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.error.CancelledException;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;

/** One narration on its way. */
final class Recital {
  private final Bark bark;
  private final BarkRequest request;
  private final Cast cast;
  private final NarrationListener listener;
  private final long seed;
  private final int sampleRateHz;
  private final List<SpokenPiece> spoken = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private BarkResult longest;
  private Duration work = Duration.ZERO;
  private long samples;

  Recital(Bark bark, BarkRequest request, Cast cast, NarrationListener listener) {
    this.bark = bark;
    this.request = request;
    this.cast = cast;
    this.listener = listener;
    seed = request.randomness().seed().orElseThrow();
    sampleRateHz = bark.manifest().sampleRateHz();
  }

  Narration speak(SpeechPlan plan, AudioSink sink) throws IOException {
    int count = plan.pieces().size();
    boolean alone = plan.parts().size() == 1;
    for (SpeechPart part : plan.parts()) {
      if (part instanceof Pause pause) {
        silence(pause.length(), sink);
      } else if (part instanceof Piece piece) {
        listener.piece(spoken.size() + 1, count, piece);
        BarkResult result = generate(piece, count);
        if (alone) {
          sink.expect(result.samples().length);
        }
        play(piece, alone ? result.samples() : Fade.ends(result.samples(), sampleRateHz), sink);
      }
    }
    return new Narration(spoken, at(samples), work, seed, longest.tokens(), warnings);
  }

  private BarkResult generate(Piece piece, int count) {
    int index = spoken.size();
    BarkRequest next =
        request
            .withText(piece.text())
            .withVoice(cast.voice(piece.speaker()))
            .withSeed(seedOf(index));
    BarkResult result = bark.generate(next, listener);
    if (listener.cancelled()) {
      throw new CancelledException("The narration was cancelled.");
    }
    String place = count == 1 ? "" : "Piece " + (index + 1) + ": ";
    result.warnings().forEach(warning -> warnings.add(place + warning));
    work = result.timings().values().stream().map(StageTiming::wall).reduce(work, Duration::plus);
    cast.heard(piece.speaker(), result);
    if (longest == null
        || (!Cast.isLongEnough(longest.duration())
            && result.duration().compareTo(longest.duration()) > 0)) {
      longest = result;
    }
    return result;
  }

  private long seedOf(int index) {
    return seed + index;
  }

  private void play(Piece piece, float[] audio, AudioSink sink) throws IOException {
    Duration start = at(samples);
    sink.write(audio);
    samples += audio.length;
    spoken.add(new SpokenPiece(piece, seedOf(spoken.size()), start, at(samples)));
  }

  private void silence(Duration length, AudioSink sink) throws IOException {
    long left = Math.round(length.toNanos() * (sampleRateHz / 1e9));
    samples += left;
    while (left > 0) {
      int block = (int) Math.min(left, sampleRateHz);
      sink.write(new float[block]);
      left -= block;
    }
  }

  private Duration at(long position) {
    return Duration.ofNanos(Math.round(position * (1e9 / sampleRateHz)));
  }
}
