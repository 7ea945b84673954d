package org.barkdjl.decode;

import ai.djl.ndarray.NDArray;

/**
 * Keys and values of every layer at every position, filled as positions are read: (2, layers, rows,
 * heads, context, head size). Belongs to nobody else and must be closed.
 */
record KeyValueCache(NDArray array) implements AutoCloseable {
  @Override
  public void close() {
    array.close();
  }
}
