package org.barkdjl.fine;

/**
 * How the fine stage draws.
 *
 * @param temperature divides the logits; 0 takes the most probable code
 */
public record FineOptions(double temperature) {
  /** Suno's default. */
  public static final FineOptions DEFAULT = new FineOptions(0.5);

  public FineOptions {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("fine temperature must be 0 or more, not " + temperature);
    }
  }
}
