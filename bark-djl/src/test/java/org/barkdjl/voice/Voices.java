package org.barkdjl.voice;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;

/** Voices for tests. */
public final class Voices {
  /** Suno's presets; absent from a plain clone. Surefire runs in the module's folder. */
  static final Path PRESETS = Path.of("../../shared/voices");

  private Voices() {}

  /** Random tokens from a seed: 2 * {@code thirds} semantic tokens, 3 * {@code thirds} frames. */
  public static Voice random(String name, int thirds, long seed) {
    Random random = new Random(seed);
    return new Voice(
        name,
        random.ints(2L * thirds, 0, 10_000).toArray(),
        codebooks(2, 3 * thirds, random),
        codebooks(8, 3 * thirds, random));
  }

  static int[][] codebooks(int count, int frames, Random random) {
    return IntStream.range(0, count)
        .mapToObj(c -> random.ints(frames, 0, 1_024).toArray())
        .toArray(int[][]::new);
  }
}
