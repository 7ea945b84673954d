package org.barkdjl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long the same work took, several times; all in seconds. */
final class Samples {
  /**
   * @param wall by the clock
   * @param cpu processor time of the whole process
   * @param own processor time of the calling thread
   */
  record Sample(double wall, double cpu, double own) {
    Sample dividedBy(double parts) {
      return new Sample(wall / parts, cpu / parts, own / parts);
    }
  }

  private final List<Sample> samples = new ArrayList<>();

  Samples add(Sample sample) {
    samples.add(sample);
    return this;
  }

  int count() {
    return samples.size();
  }

  double medianWall() {
    return median(samples.stream().mapToDouble(Sample::wall).toArray());
  }

  double bestWall() {
    return samples.stream().mapToDouble(Sample::wall).min().orElseThrow();
  }

  double medianCpu() {
    return median(samples.stream().mapToDouble(Sample::cpu).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
