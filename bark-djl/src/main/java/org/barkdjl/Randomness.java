package org.barkdjl;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.barkdjl.decode.Uniforms;

/**
 * Where the uniform numbers of a generation come from: a seed, or a recording. The same seed gives
 * each stage the same numbers whatever the device, the chunk size or the other requests.
 *
 * @param seed the seed, if the numbers come from one
 * @param streams gives a stage its numbers, from the first one, each time it is called
 */
public record Randomness(OptionalLong seed, Function<Stage, Uniforms> streams) {
  /** A stage's numbers, from the first one. */
  public Uniforms stream(Stage stage) {
    return streams.apply(stage);
  }

  /** The streams of a seed. */
  public static Randomness seeded(long seed) {
    return new Randomness(OptionalLong.of(seed), stage -> Uniforms.seeded(seed, stage.stream));
  }

  /**
   * Recorded streams, each used once. A stage that needs more than was recorded fails with an
   * InputException.
   */
  public static Randomness recorded(Map<Stage, double[]> numbers) {
    Map<Stage, double[]> copy = new EnumMap<>(Stage.class);
    copy.putAll(numbers);
    return new Randomness(
        OptionalLong.empty(), stage -> Uniforms.recorded(copy.getOrDefault(stage, new double[0])));
  }
}
