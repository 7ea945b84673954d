package org.barkdjl.weights;

import java.util.Arrays;
import java.util.List;

/** A tensor as a test's pickle describes it, honest or not. */
record TestTensor(
    ElementType type,
    String key,
    long storageElements,
    long offset,
    List<Long> shape,
    List<Long> strides) {
  /** Float vector that is the whole of storage 0. */
  static TestTensor vector(long elements) {
    return vector(ElementType.F32, "0", elements);
  }

  /** A vector that is the whole of a storage. */
  static TestTensor vector(ElementType type, String key, long elements) {
    return new TestTensor(type, key, elements, 0, List.of(elements), List.of(1L));
  }

  /** A float tensor somehow in storage 0. */
  static TestTensor strided(long storageElements, long offset, long[] shape, long[] strides) {
    return new TestTensor(
        ElementType.F32, "0", storageElements, offset, boxed(shape), boxed(strides));
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
