package org.barkdjl.bench;

/**
 * A piece of work that is measured.
 *
 * @param part the stage, or what else it belongs to
 * @param name what is done: {@code decode at 513}
 * @param amount how much is done, of {@code unit}; 0 if it has no rate
 * @param unit what a rate counts: {@code tokens}
 * @param limitSeconds the least time that this machine needs for it; NaN where that is not known
 */
record Work(String part, String name, double amount, String unit, double limitSeconds) {
  /** Work that is measured in time alone. */
  static Work timed(String part, String name) {
    return new Work(part, name, 0, "", Double.NaN);
  }
}
