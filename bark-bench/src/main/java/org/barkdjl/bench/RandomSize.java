package org.barkdjl.bench;

/**
 * The sizes of a Bark whose weights are made up.
 *
 * @param name what reports and folders call it
 * @param layers transformer layers of each GPT
 * @param heads attention heads
 * @param width embedding size
 */
public record RandomSize(String name, int layers, int heads, int width) {
  /** suno/bark-small. */
  public static final RandomSize SMALL = new RandomSize("small", 12, 12, 768);

  /** suno/bark. */
  public static final RandomSize LARGE = new RandomSize("large", 24, 16, 1024);

  /** As many layers as suno/bark, and next to no width. */
  static final RandomSize THIN = new RandomSize("thin", 24, 1, 8);

  /** The size of that name; throws IllegalArgumentException that lists the names. */
  public static RandomSize of(String name) {
    return switch (name) {
      case "small" -> SMALL;
      case "large" -> LARGE;
      default -> throw new IllegalArgumentException("random must be small or large, not " + name);
    };
  }
}
