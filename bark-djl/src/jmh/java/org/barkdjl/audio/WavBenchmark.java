package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing 13 s of audio as WAV, to nowhere. */
@State(Scope.Benchmark)
public class WavBenchmark {
  private static final int SAMPLE_RATE_HZ = 24_000;

  private final float[] samples = new float[13 * SAMPLE_RATE_HZ];
  private final WavWriter writer =
      new WavWriter(SAMPLE_RATE_HZ, new AudioTags("Hello.", "", "nano", 1, "benchmark"));

  @Setup
  public void fill() {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i * 0.05) * 0.8f;
    }
  }

  @Benchmark
  public void write13Seconds() throws IOException {
    writer.write(samples, OutputStream.nullOutputStream());
  }
}
