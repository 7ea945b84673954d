package org.barkdjl.bench;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.barkdjl.device.Precision;

/** What all parts of a benchmark share: where they compute, how often, and where rows go. */
final class BenchRun {
  private final Device device;
  private final MachineLimits limits;
  private final int runs;
  private final List<Integer> batches;
  private final Consumer<BenchRow> listener;
  private final Meter meter;
  private final List<BenchRow> rows = new ArrayList<>();

  BenchRun(
      Device device,
      MachineLimits limits,
      int runs,
      List<Integer> batches,
      Consumer<BenchRow> listener) {
    this.device = device;
    this.limits = limits;
    this.runs = runs;
    this.batches = batches;
    this.listener = listener;
    this.meter = new Meter(device);
  }

  Device device() {
    return device;
  }

  MachineLimits limits() {
    return limits;
  }

  int runs() {
    return runs;
  }

  /** Sequences to decode together. */
  List<Integer> batches() {
    return batches;
  }

  Meter meter() {
    return meter;
  }

  List<BenchRow> rows() {
    return rows;
  }

  /** Whether a part was measured in that precision. */
  boolean has(BenchPart part, Precision precision) {
    return rows.stream()
        .anyMatch(row -> row.part().equals(part.id()) && row.precision() == precision);
  }

  /** Measures work, after it was done once so that memory and code are warm. */
  void measure(Work work, BenchSetting setting, Meter.Task task) throws IOException {
    PeakMemory.reset();
    task.run();
    Samples samples = new Samples();
    for (int i = 0; i < runs; i++) {
      samples.add(meter.time(task));
    }
    report(work, setting, samples);
  }

  /** Adds a row; the peak memory is that since its last reset. */
  void report(Work work, BenchSetting setting, Samples samples) throws IOException {
    long gpuBytes = device.isGpu() ? CudaUtils.getGpuMemory(device).getUsed() : 0;
    BenchRow row = BenchRow.of(work, setting, samples, PeakMemory.bytes(), gpuBytes);
    rows.add(row);
    listener.accept(row);
  }
}
