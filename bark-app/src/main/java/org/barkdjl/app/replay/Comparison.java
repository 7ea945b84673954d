package org.barkdjl.app.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;

/**
 * How one stage of a replay compares with the recording.
 *
 * @param stage its name in the report
 * @param equal whether it agrees
 * @param detail counts, and where it differs first
 */
public record Comparison(String stage, boolean equal, String detail) {
  /** Largest difference between samples that is still rounding. */
  static final double AUDIO_TOLERANCE = 1e-4;

  /** All stages of a result, in their order. */
  public static List<Comparison> of(BarkResult result, BarkTokens tokens, float[] samples) {
    return List.of(
        ofRow("text", result.tokens().text(), tokens.text()),
        ofRow("semantic", result.tokens().semantic(), tokens.semantic()),
        ofRows("coarse", result.tokens().coarse(), tokens.coarse()),
        ofRows("fine", result.tokens().fine(), tokens.fine()),
        ofAudio(result.samples(), samples));
  }

  static Comparison ofRow(String stage, int[] computed, int[] recorded) {
    return ofRows(stage, new int[][] {computed}, new int[][] {recorded});
  }

  /** Compares (codebooks, n) with (codebooks, n); positions are told as [codebook, frame]. */
  static Comparison ofRows(String stage, int[][] computed, int[][] recorded) {
    int count = recorded.length == 0 ? 0 : recorded[0].length;
    String size = (recorded.length == 1 ? "" : recorded.length + " x ") + count;
    if (Arrays.deepEquals(computed, recorded)) {
      return new Comparison(stage, true, size + " tokens equal");
    }
    int made = computed.length == 0 ? 0 : computed[0].length;
    String lengths =
        made == count && computed.length == recorded.length
            ? size + " tokens"
            : (computed.length == 1 ? "" : computed.length + " x ")
                + made
                + " tokens, recorded "
                + size;
    return new Comparison(stage, false, lengths + firstDifference(computed, recorded));
  }

  static Comparison ofAudio(float[] computed, float[] recorded) {
    if (computed.length != recorded.length) {
      return new Comparison(
          "audio", false, computed.length + " samples, recorded " + recorded.length);
    }
    double largest = 0;
    for (int i = 0; i < computed.length; i++) {
      double difference = Math.abs((double) computed[i] - recorded[i]);
      // Math.max keeps a NaN, so that one is never taken for agreement.
      largest = Math.max(largest, difference);
    }
    return new Comparison(
        "audio",
        largest <= AUDIO_TOLERANCE,
        String.format(
            Locale.ROOT,
            "%d samples, largest difference %.2e (allowed %.0e)",
            computed.length,
            largest,
            AUDIO_TOLERANCE));
  }

  /** The line of the report. */
  String line() {
    return String.format(Locale.ROOT, "%-9s %-8s %s", stage, equal ? "agrees" : "DIFFERS", detail);
  }

  /** In the order of time: the first frame that differs, and there the first codebook. */
  private static String firstDifference(int[][] computed, int[][] recorded) {
    int rows = Math.min(computed.length, recorded.length);
    int columns = rows == 0 ? 0 : Math.min(computed[0].length, recorded[0].length);
    String first = "";
    int differing = 0;
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        if (computed[row][column] != recorded[row][column]) {
          if (differing++ == 0) {
            first =
                "first at ["
                    + (rows == 1 ? "" : row + ", ")
                    + column
                    + "]: "
                    + computed[row][column]
                    + ", recorded "
                    + recorded[row][column];
          }
        }
      }
    }
    return differing == 0 ? "; equal as far as both go" : "; " + differing + " differ, " + first;
  }
}
