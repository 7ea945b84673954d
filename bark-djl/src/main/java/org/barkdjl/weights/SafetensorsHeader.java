package org.barkdjl.weights;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.barkdjl.error.ModelException;

/**
 * What the header of a safetensors file says, in its order.
 *
 * @param metadata the strings of {@code __metadata__}
 */
record SafetensorsHeader(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /** The header's key that is no tensor. */
  static final String METADATA = "__metadata__";

  /** The format's own limit. */
  static final long MAX_BYTES = 100_000_000;

  /**
   * A tensor and its bytes' begin and end, counted from the end of the header; a {@link
   * ModelException} if there are not as many bytes as the shape takes.
   */
  record Tensor(TensorInfo info, long begin, long end) {
    Tensor {
      if (begin < 0 || end < begin || end - begin != info.bytes()) {
        throw new ModelException(
            "tensor %s of type %s and shape %s takes %d bytes, but its offsets are %d to %d"
                .formatted(
                    Excerpt.of(info.name()), info.type(), info.shape(), info.bytes(), begin, end));
      }
    }
  }

  /**
   * Checks that the tensors fill the rest of the file, each byte belonging to one tensor, as the
   * format demands.
   *
   * @param dataBytes size of what follows the header
   */
  void checkCovers(long dataBytes) {
    long covered = 0;
    for (Tensor tensor : inOrderOfOffset()) {
      if (tensor.begin() != covered) {
        throw new ModelException(
            "tensor %s begins at byte %d, but the one before it ends at %d"
                .formatted(Excerpt.of(tensor.info().name()), tensor.begin(), covered));
      }
      covered = tensor.end();
    }
    if (covered != dataBytes) {
      throw new ModelException(
          "its tensors take %d bytes, but the file has %d for them; it may be truncated: fetch it"
                  .formatted(covered, dataBytes)
              + " again");
    }
  }

  private List<Tensor> inOrderOfOffset() {
    return tensors.values().stream()
        .sorted(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end))
        .toList();
  }
}
