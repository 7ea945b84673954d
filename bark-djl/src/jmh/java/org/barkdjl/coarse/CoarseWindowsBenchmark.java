package org.barkdjl.coarse;

import java.util.Arrays;
import java.util.Optional;
import org.barkdjl.decode.Uniforms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The 33 windows of 13 s of audio: their prompts, and taking in what was drawn. */
@State(Scope.Benchmark)
public class CoarseWindowsBenchmark {
  private static final int SEMANTIC_TOKENS = 649;

  private final int[] semantic = new int[SEMANTIC_TOKENS];
  private final int[] drawn = new int[CoarseOptions.DEFAULT.windowLength()];

  @Benchmark
  public int[][] allWindowsOf13Seconds(Blackhole hole) {
    CoarseSequence sequence =
        new CoarseSequence(
            new CoarseInput(
                semantic, Optional.empty(), CoarseOptions.DEFAULT, Uniforms.seeded(1, 1)));
    while (sequence.room() > 0) {
      hole.consume(sequence.prompt());
      sequence.add(Arrays.copyOf(drawn, sequence.room()));
    }
    return sequence.codes();
  }
}
