package org.barkdjl.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.barkdjl.weights.ElementType;

/**
 * A tensor of an archive before it is written.
 *
 * @param type element type in the archive
 * @param shape its dimensions
 * @param writer streams its elements, little-endian, row-major
 */
public record TensorData(ElementType type, List<Long> shape, Writer writer) {
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  public long bytes() {
    return elements() * type.bytes();
  }
}
