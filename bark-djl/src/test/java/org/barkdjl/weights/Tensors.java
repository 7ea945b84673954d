package org.barkdjl.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads whole tensors, for comparing. */
final class Tensors {
  private Tensors() {}

  static float[] floats(Checkpoint checkpoint, String name) throws IOException {
    float[] all = new float[Math.toIntExact(checkpoint.tensors().get(name).elements())];
    int[] position = {0};
    checkpoint.readFloats(
        name,
        block -> {
          int count = block.remaining();
          block.get(all, position[0], count);
          position[0] += count;
        });
    return all;
  }

  static byte[] raw(Checkpoint checkpoint, String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    checkpoint.copyRaw(name, out);
    return out.toByteArray();
  }
}
