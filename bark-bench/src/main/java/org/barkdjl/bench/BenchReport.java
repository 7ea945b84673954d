package org.barkdjl.bench;

import java.util.List;

/**
 * What was measured.
 *
 * @param model the model's name
 * @param device {@code cpu} or {@code cuda:N}
 * @param libtorch its version and what it was built for
 * @param cores processors of this machine
 * @param engineStartMillis time until libtorch was there; near 0 if it was there before
 * @param machine the limits with one thread and, if that is another number, with those asked for
 * @param rows in the order in which they were measured
 */
public record BenchReport(
    String model,
    String device,
    String libtorch,
    int cores,
    double engineStartMillis,
    List<MachineLimits> machine,
    List<BenchRow> rows) {
  public BenchReport {
    machine = List.copyOf(machine);
    rows = List.copyOf(rows);
  }

  /** The report as aligned text, a line each. */
  public String toTable() {
    return BenchTable.of(this);
  }

  /** The report as JSON; figures that are not known are left out. */
  public String toJson() {
    return BenchJson.of(this);
  }
}
