package org.barkdjl.weights;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on exactly as many bytes as a tensor has; closing it leaves the target open. */
final class ExactOutputStream extends OutputStream {
  private final OutputStream out;
  private final TensorInfo tensor;
  private long left;

  ExactOutputStream(OutputStream out, TensorInfo tensor) {
    this.out = out;
    this.tensor = tensor;
    this.left = tensor.bytes();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    left -= length;
    if (left < 0) {
      throw wrongSize("more");
    }
    out.write(bytes, offset, length);
  }

  void requireComplete() {
    if (left > 0) {
      throw wrongSize("fewer");
    }
  }

  private IllegalStateException wrongSize(String comparison) {
    return new IllegalStateException(
        "tensor %s was written with %s than its %d bytes"
            .formatted(Excerpt.of(tensor.name()), comparison, tensor.bytes()));
  }
}
