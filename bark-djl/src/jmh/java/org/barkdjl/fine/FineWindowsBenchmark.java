package org.barkdjl.fine;

import org.barkdjl.token.TokenSpace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The six passes of 13 s of audio: what the model gets in each, and writing what it gives. */
@State(Scope.Benchmark)
public class FineWindowsBenchmark {
  private static final int FRAMES = 975;

  private final int[][] coarse = new int[FineWindows.GIVEN][FRAMES];
  private final long[] drawn = new long[TokenSpace.CONTEXT];

  @Benchmark
  public int[][] allPassesOf13Seconds(Blackhole hole) {
    FineWindows windows = new FineWindows(coarse, null);
    for (int codebook = FineWindows.GIVEN; codebook < TokenSpace.CODEBOOKS; codebook++) {
      hole.consume(windows.codes(0));
      windows.write(0, codebook, drawn);
    }
    return windows.result();
  }
}
