package org.barkdjl.bench;

import org.barkdjl.device.Precision;

/**
 * One measured piece of work. Unknown figures are NaN, or 0 for bytes.
 *
 * @param part the stage, or what else was measured
 * @param work what was done: {@code decode at 513}
 * @param precision that of the weights
 * @param threads CPU threads of libtorch
 * @param batch sequences at once
 * @param runs how often it was measured
 * @param millis median time by the clock; for decoding, of one step
 * @param bestMillis shortest time by the clock
 * @param cpuMillis median processor time of the whole process; Linux counts it in steps of 10 ms a
 *     measurement
 * @param perSecond {@code unit}s a second by the clock
 * @param unit what the rate counts
 * @param share the least time that this machine needs over {@code millis}: 1 is at the limit, and
 *     int8 products may go beyond it, since the limit is that of fp32 products
 * @param cpuShare the same of the processor time, for machines that others use, too
 * @param peakBytes largest resident memory while it was done
 * @param deviceBytes memory in use on the GPU afterwards
 */
public record BenchRow(
    String part,
    String work,
    Precision precision,
    int threads,
    int batch,
    int runs,
    double millis,
    double bestMillis,
    double cpuMillis,
    double perSecond,
    String unit,
    double share,
    double cpuShare,
    long peakBytes,
    long deviceBytes) {

  static BenchRow of(
      Work work, BenchSetting setting, Samples samples, long peakBytes, long gpuBytes) {
    double seconds = samples.medianWall();
    return new BenchRow(
        work.part(),
        work.name(),
        setting.precision(),
        setting.threads(),
        setting.batch(),
        samples.count(),
        seconds * 1e3,
        samples.bestWall() * 1e3,
        samples.medianCpu() * 1e3,
        work.amount() > 0 ? work.amount() / seconds : Double.NaN,
        work.unit(),
        work.limitSeconds() / seconds,
        work.limitSeconds() * setting.threads() / samples.medianCpu(),
        peakBytes,
        gpuBytes);
  }
}
