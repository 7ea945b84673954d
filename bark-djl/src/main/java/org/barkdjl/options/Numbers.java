package org.barkdjl.options;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Reads numbers as people write them. What is wrong with one is told after "it takes". */
public final class Numbers {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private static final BigInteger MAX_SEED = BigInteger.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static double real(String value) {
    // Java would take NaN, 0x1p3 and 1d, too.
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("it takes a number, not '" + value + "'");
    }
    return number;
  }

  /**
   * Reads a number within a range.
   *
   * @throws IllegalArgumentException if it is none, or outside
   */
  public static double real(String value, Range range) {
    double number = real(value);
    if (!range.holds(number)) {
      throw new IllegalArgumentException("it takes " + range + ", not " + value);
    }
    return number;
  }

  /**
   * Reads a whole number of 64 bits.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long whole(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it takes a whole number, not '" + value + "'", e);
    }
  }

  /**
   * Reads a seed: elsewhere a negative one means that there is none, so it is refused.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long seed(String value) {
    boolean digits = value.matches("[+-]?\\d+");
    if (digits && new BigInteger(value).compareTo(MAX_SEED) <= 0 && !value.startsWith("-")) {
      return Long.parseLong(value);
    }
    throw new IllegalArgumentException(
        "it takes a whole number from 0 to " + MAX_SEED + ", not '" + value + "'");
  }

  /**
   * Reads a whole number of 32 bits within a range.
   *
   * @throws IllegalArgumentException if it is none, or outside
   */
  public static int whole(String value, Range range) {
    long number = whole(value);
    if (!range.holds((double) number) || number != (int) number) {
      throw new IllegalArgumentException("it takes " + range + ", not " + value);
    }
    return (int) number;
  }
}
