package org.barkdjl.weights;

import java.util.List;
import org.barkdjl.error.ModelException;

/**
 * Name, element type and shape of a tensor in a checkpoint. A shape of no dimensions is a scalar. A
 * {@link ModelException} refuses negative dimensions, more than 64 of them, and a size in bytes
 * that does not fit a long.
 */
public record TensorInfo(String name, ElementType type, List<Long> shape) {
  /** As in libtorch. */
  static final int MAX_DIMENSIONS = 64;

  public TensorInfo {
    if (shape.size() > MAX_DIMENSIONS) {
      throw new ModelException(
          "tensor %s has %d dimensions; at most %d are possible"
              .formatted(Excerpt.of(name), shape.size(), MAX_DIMENSIONS));
    }
    shape = List.copyOf(shape);
    long bytes = type.bytes();
    for (long dimension : shape) {
      if (dimension < 0 || Math.multiplyHigh(bytes, dimension) != 0 || bytes * dimension < 0) {
        throw new ModelException(
            "tensor %s cannot have the shape %s".formatted(Excerpt.of(name), shape));
      }
      bytes *= dimension;
    }
  }

  /** Number of elements: the product of the shape. */
  public long elements() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  /** Size of all elements in bytes. */
  public long bytes() {
    return elements() * type.bytes();
  }
}
