package org.barkdjl.app.batch;

/**
 * How far a run is.
 *
 * @param items how many items there are
 * @param skipped how many were finished before
 * @param made how many were made
 * @param failed how many could not be made
 * @param audioSeconds length of the audio that was made
 * @param workSeconds time spent on the items
 * @param guessedDone guess at the audio of the items tried
 * @param guessedLeft guess at the audio of those left
 */
public record Totals(
    long items,
    long skipped,
    long made,
    long failed,
    double audioSeconds,
    double workSeconds,
    double guessedDone,
    double guessedLeft) {
  static Totals of(Plan plan) {
    return new Totals(plan.items(), plan.done(), 0, 0, 0, 0, 0, plan.audioSeconds());
  }

  /** Items that are through. */
  public long done() {
    return skipped + made + failed;
  }

  /** Time spent over the length of the audio; 0 before the first. */
  public double realTimeFactor() {
    return audioSeconds > 0 ? workSeconds / audioSeconds : 0;
  }

  /** A guess at the time that the rest takes; negative before anything is known. */
  public double secondsLeft() {
    return guessedDone > 0 ? workSeconds / guessedDone * guessedLeft : -1;
  }

  /** After more time spent. */
  Totals plusWork(double seconds) {
    return new Totals(
        items,
        skipped,
        made,
        failed,
        audioSeconds,
        workSeconds + seconds,
        guessedDone,
        guessedLeft);
  }

  /**
   * After one item more.
   *
   * @param guess of its audio, in seconds
   */
  Totals plus(Result result, double guess) {
    boolean ok = result.status() == Result.Status.OK;
    return new Totals(
        items,
        skipped,
        made + (ok ? 1 : 0),
        failed + (ok ? 0 : 1),
        audioSeconds + result.audioSeconds(),
        workSeconds,
        guessedDone + guess,
        Math.max(0, guessedLeft - guess));
  }
}
