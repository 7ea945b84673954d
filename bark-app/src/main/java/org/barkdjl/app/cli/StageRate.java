package org.barkdjl.app.cli;

import java.time.Duration;
import java.util.Locale;
import org.barkdjl.Stage;
import org.barkdjl.token.TokenSpace;

/** How fast a stage is: steps a second, and time spent over the length of the audio. */
final class StageRate {
  private static final double COARSE_HZ = 2 * TokenSpace.FRAME_HZ;

  /** Length of the audio and number of passes of the fine stage, whose steps have no length. */
  private double audioSeconds;

  private int finePasses = 1;

  /** A stage will take, or has taken, so many steps. */
  void expect(Stage stage, int steps) {
    if (stage == Stage.COARSE) {
      audioSeconds = steps / COARSE_HZ;
    } else if (stage == Stage.FINE) {
      finePasses = Math.max(1, steps);
    }
  }

  /** {@code 43.1 tokens/s, RTF 1.16}, or nothing before the first step. */
  String describe(Stage stage, int done, Duration elapsed) {
    double seconds = elapsed.toNanos() / 1e9;
    double audio = audioSeconds(stage, done);
    if (done == 0 || seconds <= 0 || audio <= 0) {
      return "";
    }
    return String.format(
        Locale.ROOT, "%.1f %s/s, RTF %.2f", done / seconds, unit(stage), seconds / audio);
  }

  private double audioSeconds(Stage stage, int done) {
    return switch (stage) {
      case SEMANTIC -> done / TokenSpace.SEMANTIC_HZ;
      case COARSE -> done / COARSE_HZ;
      case FINE -> audioSeconds * done / finePasses;
      case CODEC -> (double) done / TokenSpace.FRAME_HZ;
    };
  }

  private static String unit(Stage stage) {
    return switch (stage) {
      case SEMANTIC, COARSE -> "tokens";
      case FINE -> "passes";
      case CODEC -> "frames";
    };
  }
}
