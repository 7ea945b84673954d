package org.barkdjl.weights;

import java.io.IOException;
import java.nio.FloatBuffer;

/** Receives a tensor's elements in row-major order, a block at a time. */
@FunctionalInterface
public interface FloatBlockConsumer {
  /**
   * Takes the next elements, from position 0 to the limit, at least one. The buffer is array-backed
   * and valid only during the call: the next block reuses it.
   */
  void accept(FloatBuffer block) throws IOException;
}
