package org.barkdjl.app.batch;

import java.time.Duration;
import java.util.Optional;
import org.barkdjl.text.SpeechLength;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;

/** Guesses how long a text is when it is spoken. */
public final class Estimate {
  private Estimate() {}

  /** Seconds of audio. */
  public static double audioSeconds(SpeechJob speech) {
    Optional<Duration> most = speech.request().options().semantic().maxDuration();
    double seconds = 0;
    for (SpeechPart part : speech.request().plan().parts()) {
      if (part instanceof Pause pause) {
        seconds += seconds(pause.length());
      } else if (part instanceof Piece piece) {
        double spoken = seconds(new SpeechLength(piece.text()).duration());
        seconds += Math.min(spoken, most.map(Estimate::seconds).orElse(spoken));
      }
    }
    return seconds;
  }

  private static double seconds(Duration length) {
    return length.toNanos() / 1e9;
  }
}
