package org.barkdjl.decode;

/** SplitMix64; the state of each stream starts at a hash of the seed and the stream number. */
final class SplitMix64 implements Uniforms {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix64(long seed, int stream) {
    state = mix(mix(seed + GOLDEN_GAMMA) + (stream + 1) * GOLDEN_GAMMA);
  }

  @Override
  public double next() {
    state += GOLDEN_GAMMA;
    return (mix(state) >>> 32) * 0x1p-32;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
