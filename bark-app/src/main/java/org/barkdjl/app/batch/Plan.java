package org.barkdjl.app.batch;

import java.util.BitSet;
import java.util.List;

/**
 * What there is to do.
 *
 * @param items how many items the shard has, or takes of them
 * @param bad how many of them cannot be made
 * @param firstBad the first few of those
 * @param done how many need not be made again
 * @param finished the places of those
 * @param takes of each item
 * @param audioSeconds a guess at the length of what is to be made
 */
public record Plan(
    long items,
    long bad,
    List<Item.Bad> firstBad,
    long done,
    BitSet finished,
    Takes takes,
    double audioSeconds) {
  /** How many items are to be made. */
  public long toMake() {
    return items - bad - done;
  }

  /** Whether an item, or a take, need not be made again. */
  boolean isFinished(Item.Job job) {
    return finished.get(place(job, takes));
  }

  /** An item has a place, and before the next one its takes have theirs. */
  static int place(Item.Job job, Takes takes) {
    return Math.toIntExact(job.index() * (takes.several() ? takes.count() + 1 : 1) + job.take());
  }
}
