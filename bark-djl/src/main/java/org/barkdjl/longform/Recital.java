package org.barkdjl.longform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;

/** One narration on its way. */
final class Recital {
  private final Attempts attempts;
  private final BarkRequest request;
  private final Cast cast;
  private final NarrationListener listener;
  private final long seed;
  private final int sampleRateHz;
  private final List<SpokenPiece> spoken = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private BarkResult longest;
  private long samples;

  Recital(Bark bark, BarkRequest request, Cast cast, int retries, NarrationListener listener) {
    attempts = new Attempts(bark, listener, retries);
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
        Attempt attempt = generate(piece, count);
        float[] audio = attempt.samples();
        if (alone) {
          sink.expect(audio.length);
        } else {
          audio = Fade.ends(audio, sampleRateHz);
        }
        play(piece, attempt.seed(), audio, sink);
      }
    }
    return new Narration(spoken, at(samples), attempts.work(), seed, longest.tokens(), warnings);
  }

  private Attempt generate(Piece piece, int count) {
    int index = spoken.size();
    Attempt attempt =
        attempts.best(
            request.withText(piece.text()).withVoice(cast.voice(piece.speaker())), seed + index);
    BarkResult result = attempt.result();
    String place = count == 1 ? "" : "Piece " + (index + 1) + ": ";
    Stream.concat(attempts.takeReports().stream(), result.warnings().stream())
        .forEach(warning -> warnings.add(place + warning));
    cast.heard(piece.speaker(), result);
    if (longest == null
        || (!Cast.isLongEnough(longest.duration())
            && result.duration().compareTo(longest.duration()) > 0)) {
      longest = result;
    }
    return attempt;
  }

  private void play(Piece piece, long usedSeed, float[] audio, AudioSink sink) throws IOException {
    Duration start = at(samples);
    sink.write(audio);
    samples += audio.length;
    spoken.add(new SpokenPiece(piece, usedSeed, start, at(samples)));
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
