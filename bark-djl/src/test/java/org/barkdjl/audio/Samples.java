package org.barkdjl.audio;

import java.util.Arrays;

/** Keeps what is written to it. */
final class Samples implements AudioSink {
  private float[] all = {};

  @Override
  public void write(float[] samples) {
    int old = all.length;
    all = Arrays.copyOf(all, old + samples.length);
    System.arraycopy(samples, 0, all, old, samples.length);
  }

  float[] all() {
    return all;
  }
}
