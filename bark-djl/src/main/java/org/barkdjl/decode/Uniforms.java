package org.barkdjl.decode;

/** A stream of uniform numbers in [0, 1): one a drawn token, in the order of drawing. */
@FunctionalInterface
public interface Uniforms {
  /** The next number; NaN where a recording has ended, which stages refuse to draw with. */
  double next();

  /** The numbers of an array, then NaN. */
  static Uniforms recorded(double[] numbers) {
    int[] used = {0};
    return () -> used[0] < numbers.length ? numbers[used[0]++] : Double.NaN;
  }

  /**
   * A stream that depends on the seed and the stream number alone, on every platform and JDK:
   * SplitMix64 (Steele, Lea, Flood 2014), 32 bits a number.
   *
   * @param seed the request's seed
   * @param stream which of the seed's independent streams, 0 or more
   */
  static Uniforms seeded(long seed, int stream) {
    return new SplitMix64(seed, stream);
  }
}
