package org.barkdjl.weights;

import java.io.InputStream;
import java.util.Objects;

/** The bytes of a tensor's elements in row-major order, gathered from its part of the storage. */
final class StridedStream extends InputStream {
  private static final int BLOCK_BYTES = 1 << 16;

  private final byte[] storage;
  private final int elementBytes;
  private final long[] shape;
  private final long[] strides;
  private final long[] index;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long elementsLeft;
  private int blockPosition;
  private int blockLimit;

  /**
   * @param storage the storage from the tensor's first element to its last
   */
  StridedStream(byte[] storage, StoredTensor tensor) {
    this.storage = storage;
    this.elementBytes = tensor.info().type().bytes();
    this.shape = tensor.info().shape().stream().mapToLong(Long::longValue).toArray();
    this.strides = tensor.strides().stream().mapToLong(Long::longValue).toArray();
    this.index = new long[shape.length];
    this.elementsLeft = tensor.info().elements();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (blockPosition == blockLimit) {
      gather();
    }
    if (blockLimit == 0) {
      return -1;
    }
    int count = Math.min(length, blockLimit - blockPosition);
    System.arraycopy(block, blockPosition, target, offset, count);
    blockPosition += count;
    return count;
  }

  private void gather() {
    int count = (int) Math.min(elementsLeft, BLOCK_BYTES / elementBytes);
    for (int i = 0; i < count; i++) {
      int source = (int) position() * elementBytes;
      System.arraycopy(storage, source, block, i * elementBytes, elementBytes);
      advance();
    }
    elementsLeft -= count;
    blockPosition = 0;
    blockLimit = count * elementBytes;
  }

  private long position() {
    long position = 0;
    for (int d = 0; d < index.length; d++) {
      position += index[d] * strides[d];
    }
    return position;
  }

  private void advance() {
    for (int d = index.length - 1; d >= 0; d--) {
      index[d]++;
      if (index[d] < shape[d]) {
        return;
      }
      index[d] = 0;
    }
  }
}
