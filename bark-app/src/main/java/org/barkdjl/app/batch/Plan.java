package org.barkdjl.app.batch;

import java.util.BitSet;
import java.util.List;

/**
 * What there is to do.
 *
 * @param items how many items the shard has
 * @param bad how many of them cannot be made
 * @param firstBad the first few of those
 * @param finished the indices of those that need not be made again
 * @param audioSeconds a guess at the length of what is to be made
 */
public record Plan(
    long items, long bad, List<Item.Bad> firstBad, BitSet finished, double audioSeconds) {
  /** How many items are to be made. */
  public long toMake() {
    return items - bad - finished.cardinality();
  }
}
