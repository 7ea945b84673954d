package org.barkdjl.decode;

import ai.djl.ndarray.NDArray;

/**
 * Keys and values of a row, filled as positions are read: (layers, 2, heads, context, head size).
 * Belongs to nobody else and must be closed.
 */
record KeyValueCache(NDArray array) implements AutoCloseable {
  @Override
  public void close() {
    array.close();
  }
}
