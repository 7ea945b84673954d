package org.barkdjl.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.barkdjl.weights.ElementType;

/** Passes a tensor's bytes on, and finds out whether there is NaN or infinity among them. */
public final class NotFiniteScan extends FilterOutputStream {
  private final int bytes;
  private final int high;
  private final int below;
  private int last;
  private long at;
  private boolean found;

  /**
   * @param type that of the elements, little-endian; integers are always finite
   */
  public NotFiniteScan(ElementType type, OutputStream out) {
    super(out);
    this.bytes = type.bytes();
    // The exponent, all ones in NaN and infinity, as it lies in the last two bytes of an element.
    int exponent =
        switch (type) {
          case F64 -> 0x7ff0;
          case F32, BF16 -> 0x7f80;
          case F16 -> 0x7c00;
          default -> 0;
        };
    this.high = exponent >> 8;
    this.below = exponent & 0xff;
  }

  /** Whether there was one so far. */
  public boolean found() {
    return found;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] block, int offset, int length) throws IOException {
    if (high != 0 && !found) {
      scan(block, offset, length);
    }
    out.write(block, offset, length);
  }

  private void scan(byte[] block, int offset, int length) {
    int first = (int) (bytes - 1 - at % bytes); // the next element's last byte, from the offset
    for (int i = first; i < length; i += bytes) {
      int before = i == 0 ? last : block[offset + i - 1];
      found |= (block[offset + i] & high) == high && (before & below) == below;
    }
    at += length;
    if (length > 0) {
      last = block[offset + length - 1];
    }
  }
}
