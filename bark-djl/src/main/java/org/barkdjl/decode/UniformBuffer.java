package org.barkdjl.decode;

import java.util.Arrays;

/** Uniform numbers that can be looked at before it is known how many of them are used. */
public final class UniformBuffer {
  private final Uniforms source;
  private double[] ahead = {};

  public UniformBuffer(Uniforms source) {
    this.source = source;
  }

  /** The next numbers, which stay. */
  double[] peek(int count) {
    int known = ahead.length;
    if (known < count) {
      ahead = Arrays.copyOf(ahead, count);
      for (int i = known; i < count; i++) {
        ahead[i] = source.next();
      }
    }
    return Arrays.copyOf(ahead, count);
  }

  /** Uses up so many of them. */
  void drop(int count) {
    ahead = Arrays.copyOfRange(ahead, count, ahead.length);
  }
}
