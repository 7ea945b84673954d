package org.barkdjl.app.batch;

import org.barkdjl.narration.Seeds;

/**
 * One try at an item.
 *
 * @param job the item
 * @param number which try, from 1
 */
public record Attempt(Item.Job job, int number) {
  /** The seed of this try; other tries have others. */
  public long seed() {
    return Seeds.ofAttempt(job.seed(), number);
  }

  /** The item's speech with this try's seed. */
  public SpeechJob speech() {
    return job.speech().withSeed(seed());
  }

  Attempt next() {
    return new Attempt(job, number + 1);
  }
}
