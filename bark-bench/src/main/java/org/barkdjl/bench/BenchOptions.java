package org.barkdjl.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;

/**
 * What to measure and how.
 *
 * @param device where to compute
 * @param precisions of the causal stages, in the order in which they are measured
 * @param threads CPU threads of libtorch; 0: libtorch's choice
 * @param audio how much audio the codec and the pipeline make
 * @param parts what to measure
 * @param batches how many sequences to decode together, in the order in which they are measured
 * @param runs how often each work is measured; the report gives medians
 */
public record BenchOptions(
    DeviceSpec device,
    List<Precision> precisions,
    int threads,
    Duration audio,
    Set<BenchPart> parts,
    List<Integer> batches,
    int runs) {
  /** At the end of the context each run must be left a few tokens. */
  public static final int MAX_RUNS = 20;

  /** Caches of so many sequences of bark-large take 13 GB. */
  public static final int MAX_BATCH = 64;

  private static final Duration MAX_AUDIO = Duration.ofSeconds(14);

  /** Everything on CPU or GPU as it is there, in the device's own precision. */
  public static final BenchOptions DEFAULT =
      new BenchOptions(
          DeviceSpec.AUTO,
          List.of(Precision.AUTO),
          0,
          Duration.ofSeconds(5),
          EnumSet.allOf(BenchPart.class),
          List.of(1, 4, 8),
          3);

  public BenchOptions {
    if (runs < 1 || runs > MAX_RUNS) {
      throw new IllegalArgumentException("runs must be 1 to " + MAX_RUNS + ", not " + runs);
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 (all cores) or more, not " + threads);
    }
    if (audio.isNegative() || audio.isZero() || audio.compareTo(MAX_AUDIO) > 0) {
      throw new IllegalArgumentException(
          "seconds must be above 0 and at most 14, not " + audio.toMillis() / 1e3);
    }
    if (precisions.isEmpty() || parts.isEmpty()) {
      throw new IllegalArgumentException("there must be a precision and a stage to measure");
    }
    if (batches.isEmpty() || batches.stream().anyMatch(n -> n < 1 || n > MAX_BATCH)) {
      throw new IllegalArgumentException(
          "batches must be numbers from 1 to " + MAX_BATCH + ", not " + batches);
    }
    precisions = precisions.stream().distinct().toList();
    batches = batches.stream().distinct().toList();
    parts = Set.copyOf(parts);
  }

  public BenchOptions withDevice(DeviceSpec value) {
    return new BenchOptions(value, precisions, threads, audio, parts, batches, runs);
  }

  public BenchOptions withPrecisions(List<Precision> value) {
    return new BenchOptions(device, value, threads, audio, parts, batches, runs);
  }

  public BenchOptions withThreads(int value) {
    return new BenchOptions(device, precisions, value, audio, parts, batches, runs);
  }

  public BenchOptions withAudio(Duration value) {
    return new BenchOptions(device, precisions, threads, value, parts, batches, runs);
  }

  public BenchOptions withParts(Set<BenchPart> value) {
    return new BenchOptions(device, precisions, threads, audio, value, batches, runs);
  }

  public BenchOptions withRuns(int value) {
    return new BenchOptions(device, precisions, threads, audio, parts, batches, value);
  }

  public BenchOptions withBatches(List<Integer> value) {
    return new BenchOptions(device, precisions, threads, audio, parts, value, runs);
  }
}
