package org.barkdjl.options;

import java.math.BigDecimal;

/**
 * The numbers that an option takes.
 *
 * @param least the least of them
 * @param most the greatest; infinity: there is none
 * @param aboveLeast whether the least itself is left out
 */
public record Range(double least, double most, boolean aboveLeast) {
  public Range {
    if (!(least <= most)) {
      throw new IllegalArgumentException("a range from " + least + " to " + most);
    }
  }

  public static Range from(double least) {
    return new Range(least, Double.POSITIVE_INFINITY, false);
  }

  public static Range above(double least) {
    return new Range(least, Double.POSITIVE_INFINITY, true);
  }

  public static Range between(double least, double most) {
    return new Range(least, most, false);
  }

  public boolean holds(double number) {
    return (aboveLeast ? number > least : number >= least) && number <= most;
  }

  /** In words, to follow "it takes". */
  @Override
  public String toString() {
    if (Double.isInfinite(most)) {
      return aboveLeast ? "more than " + text(least) : text(least) + " or more";
    }
    return aboveLeast
        ? "more than " + text(least) + " and at most " + text(most)
        : text(least) + " to " + text(most);
  }

  private static String text(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
