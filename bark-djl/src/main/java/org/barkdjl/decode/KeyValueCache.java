package org.barkdjl.decode;

import ai.djl.ndarray.NDArray;

/** Keys and values of a row, filled as positions are read. Must be closed. */
interface KeyValueCache extends AutoCloseable {
  /**
   * Where they are: (layers, 2, heads, context, head size) for this row alone, or (layers, 2,
   * slots, heads, context, head size) for all rows of the model.
   */
  NDArray array();

  @Override
  void close();
}
