package org.barkdjl.bench;

/**
 * What so many clients got.
 *
 * @param clients how many there were; 0: the same texts one after the other
 * @param requests texts that were spoken
 * @param firstMedian seconds from a request to its first sound, the median
 * @param first95 the same, of the one that waits longer than 95 of 100
 * @param wholeMedian seconds from a request to its last sound, the median
 * @param audioSeconds audio that came
 * @param wallSeconds from the first request to the last sound
 * @param processorSeconds processor time of the engine's process meanwhile; NaN: not known
 */
public record LoadRow(
    int clients,
    int requests,
    double firstMedian,
    double first95,
    double wholeMedian,
    double audioSeconds,
    double wallSeconds,
    double processorSeconds) {
  /** Seconds of audio a second by the clock. */
  public double perSecond() {
    return audioSeconds / wallSeconds;
  }

  /** Seconds of audio a second of processor time. */
  public double perProcessorSecond() {
    return audioSeconds / processorSeconds;
  }
}
