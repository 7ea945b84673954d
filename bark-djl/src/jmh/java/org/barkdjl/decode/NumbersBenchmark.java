package org.barkdjl.decode;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The random numbers of a chunk of 32 tokens. */
@State(Scope.Benchmark)
public class NumbersBenchmark {
  private static final int CHUNK = 32;

  private final UniformBuffer numbers = new UniformBuffer(Uniforms.seeded(1, 0));

  @Benchmark
  public double[] numbersOfAChunk() {
    double[] ahead = numbers.peek(CHUNK);
    numbers.drop(CHUNK);
    return ahead;
  }
}
