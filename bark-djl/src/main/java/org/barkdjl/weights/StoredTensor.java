package org.barkdjl.weights;

import java.util.List;
import org.barkdjl.error.ModelException;

/** Where a tensor of a torch archive lies in its storage; offset and strides count elements. */
record StoredTensor(TensorInfo info, String storage, long offset, List<Long> strides) {
  /**
   * Places a tensor.
   *
   * @throws ModelException if it reaches beyond the storage's elements, or repeats some of them
   */
  static StoredTensor of(String name, TorchTensor tensor) {
    TensorInfo info = new TensorInfo(name, tensor.storage().type(), tensor.shape());
    StoredTensor stored =
        new StoredTensor(info, tensor.storage().key(), tensor.offset(), tensor.strides());
    stored.check(tensor.storage().elements());
    return stored;
  }

  /** Number of storage elements from the tensor's first to its last, both included. */
  long span() {
    if (info.elements() == 0) {
      return 0;
    }
    long last = 0;
    for (int d = 0; d < strides.size(); d++) {
      last = Math.addExact(last, Math.multiplyExact(info.shape().get(d) - 1, strides.get(d)));
    }
    return Math.addExact(last, 1);
  }

  /** Whether the storage holds the elements in row-major order. */
  boolean isRowMajor() {
    long expected = 1;
    for (int d = strides.size() - 1; d >= 0; d--) {
      long size = info.shape().get(d);
      if (size > 1 && strides.get(d) != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }

  private void check(long storageElements) {
    if (strides.size() != info.shape().size() || strides.stream().anyMatch(s -> s < 0)) {
      throw problem("has strides %s that do not fit its shape".formatted(strides));
    }
    if (offset < 0 || !fits(storageElements)) {
      throw problem(
          "reaches beyond its storage of %d elements (offset %d, strides %s)"
              .formatted(storageElements, offset, strides));
    }
    if (info.elements() > span()) {
      throw problem("repeats elements of its storage; save it again as contiguous");
    }
  }

  private boolean fits(long storageElements) {
    try {
      return Math.addExact(offset, span()) <= storageElements;
    } catch (ArithmeticException overflow) {
      return false;
    }
  }

  private ModelException problem(String problem) {
    return new ModelException(
        "tensor %s of shape %s %s".formatted(Excerpt.of(info.name()), info.shape(), problem));
  }
}
