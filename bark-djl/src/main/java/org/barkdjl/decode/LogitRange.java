package org.barkdjl.decode;

/**
 * The logits that may be drawn: {@code width} from {@code low} on, and {@code stride} further up at
 * odd steps.
 *
 * @param low index of the first
 * @param width how many
 * @param stride distance of the odd steps' range; 0 if there is one range only
 */
public record LogitRange(int low, int width, int stride) {
  /** All logits of a stage that draws up to this index. */
  public static LogitRange upTo(int end) {
    return new LogitRange(0, end, 0);
  }

  /** Index behind the last. */
  int end() {
    return low + stride + width;
  }
}
