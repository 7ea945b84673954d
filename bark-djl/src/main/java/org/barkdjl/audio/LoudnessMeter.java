package org.barkdjl.audio;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Measures the integrated loudness of mono samples: the mean over blocks of 400 ms, every 100 ms
 * one, without those that are silent or far below the others. It keeps 8 bytes for each 100 ms.
 *
 * @see <a href="https://www.itu.int/rec/R-REC-BS.1770">ITU-R BS.1770-4</a>
 * @see <a href="https://tech.ebu.ch/docs/r/r128.pdf">EBU R 128</a>
 */
public final class LoudnessMeter implements AudioSink {
  private static final int STEPS_PER_SECOND = 10;
  private static final int STEPS_PER_BLOCK = 4;
  private static final double OFFSET_DB = -0.691;
  private static final double ABSOLUTE_GATE_LUFS = -70;
  private static final double RELATIVE_GATE_LU = -10;

  private final int sampleRateHz;
  private final KWeighting filter;
  private double[] stepSums = new double[64];
  private int steps;
  private double sum;
  private long samples;
  private float peak;

  public LoudnessMeter(int sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
    filter = new KWeighting(sampleRateHz);
  }

  @Override
  public void write(float[] block) {
    for (float sample : block) {
      float x = Float.isNaN(sample) ? 0 : sample; // as it is written
      peak = Math.max(peak, Math.abs(x));
      double weighted = filter.next(x);
      sum += weighted * weighted;
      samples++;
      // Not all rates have whole steps.
      if (samples == (steps + 1L) * sampleRateHz / STEPS_PER_SECOND) {
        endStep();
      }
    }
  }

  /** The largest absolute value of a sample. */
  public float peak() {
    return peak;
  }

  /** Whether there is less than a block. */
  public boolean isTooShort() {
    return steps < STEPS_PER_BLOCK;
  }

  /** In LUFS; empty if all is silent or too short. */
  public OptionalDouble integrated() {
    OptionalDouble loud = gated(ABSOLUTE_GATE_LUFS);
    return loud.isEmpty()
        ? loud
        : gated(Math.max(ABSOLUTE_GATE_LUFS, loud.getAsDouble() + RELATIVE_GATE_LU));
  }

  /** Of the blocks above a gate. */
  private OptionalDouble gated(double gateLufs) {
    OptionalDouble mean = blocks().filter(power -> lufs(power) > gateLufs).average();
    return mean.isPresent() ? OptionalDouble.of(lufs(mean.getAsDouble())) : mean;
  }

  /** The mean square of each block. */
  private DoubleStream blocks() {
    double length = (double) sampleRateHz * STEPS_PER_BLOCK / STEPS_PER_SECOND;
    return IntStream.rangeClosed(0, steps - STEPS_PER_BLOCK)
        .mapToDouble(
            first -> Arrays.stream(stepSums, first, first + STEPS_PER_BLOCK).sum() / length);
  }

  private static double lufs(double power) {
    return OFFSET_DB + 10 * Math.log10(power);
  }

  private void endStep() {
    if (steps == stepSums.length) {
      stepSums = Arrays.copyOf(stepSums, 2 * steps);
    }
    stepSums[steps++] = sum;
    sum = 0;
  }
}
