package org.barkdjl.narration;

import java.util.List;
import org.barkdjl.io.TextHash;

/**
 * Derives seeds, so that a run that is repeated, resumed or split comes to the same ones. Part of
 * what a seed means: never changed.
 */
public final class Seeds {
  private Seeds() {}

  /** The seed of an item that gives none: 0 to 2^32 - 1. */
  public static long ofItem(long batchSeed, String id) {
    return derived("item", Long.toString(batchSeed), id);
  }

  /**
   * The seed of a take of an item.
   *
   * @param number 1 for the first, which is what the item is without takes
   */
  public static long ofTake(long itemSeed, int number) {
    return number == 1
        ? itemSeed
        : derived("take", Long.toString(itemSeed), Integer.toString(number));
  }

  /**
   * The seed of an attempt.
   *
   * @param number 1 for the first, which has the item's own
   */
  public static long ofAttempt(long itemSeed, int number) {
    return number == 1
        ? itemSeed
        : derived("attempt", Long.toString(itemSeed), Integer.toString(number));
  }

  private static long derived(String... parts) {
    return TextHash.first64(List.of(parts)) >>> 32;
  }
}
