package org.barkdjl.npy;

import java.io.IOException;
import java.io.InputStream;
import org.barkdjl.error.InputException;

/** Reads the data of a {@code .npy} file and brings it into little-endian C order. */
final class NpyReader {
  /** What the JVM lets one array hold. */
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  /** Products of dimensions stop growing here, so they cannot overflow. */
  private static final long TOO_MANY_BYTES = 1L << 31;

  private NpyReader() {}

  static NpyArray read(InputStream in, long limitBytes, String where) throws IOException {
    NpyHeader header = NpyHeader.read(in, where);
    int expected = dataBytes(header, limitBytes - header.length(), where);
    // Grows with the bytes that arrive; the header's claim allocates nothing.
    byte[] data = in.readNBytes(expected);
    if (data.length < expected) {
      throw new InputException(
          where
              + ": cut off: the .npy header promises "
              + expected
              + " bytes of data, "
              + data.length
              + " are there.");
    }
    if (header.bigEndian()) {
      reverseElements(data, header.type().bytes());
    }
    int[] shape = header.shape().stream().mapToInt(Integer::intValue).toArray();
    if (header.fortranOrder() && shape.length > 1) {
      data = toRowMajor(data, shape, header.type().bytes());
    }
    return new NpyArray(header.type(), shape, data);
  }

  private static int dataBytes(NpyHeader header, long available, String where) {
    long bytes = header.type().bytes();
    for (int size : header.shape()) {
      bytes = Math.min(bytes * size, TOO_MANY_BYTES);
    }
    if (bytes > Math.min(available, MAX_ARRAY_BYTES)) {
      throw tooLarge(header, available, where);
    }
    return (int) bytes;
  }

  private static InputException tooLarge(NpyHeader header, long available, String where) {
    return new InputException(
        where
            + ": the .npy header claims the shape "
            + header.shape()
            + " of "
            + header.type()
            + ", which does not fit the "
            + Math.max(0, available)
            + " bytes that there can be.");
  }

  private static void reverseElements(byte[] data, int width) {
    for (int start = 0; start < data.length; start += width) {
      for (int low = start, high = start + width - 1; low < high; low++, high--) {
        byte b = data[low];
        data[low] = data[high];
        data[high] = b;
      }
    }
  }

  /** From Fortran order (the first index runs fastest) to C order. */
  private static byte[] toRowMajor(byte[] data, int[] shape, int width) {
    int[] strides = new int[shape.length]; // of each index in the source, in bytes
    int stride = width;
    for (int d = 0; d < shape.length; d++) {
      strides[d] = stride;
      stride *= shape[d];
    }
    byte[] rows = new byte[data.length];
    int[] index = new int[shape.length];
    int source = 0;
    for (int target = 0; target < rows.length; target += width) {
      System.arraycopy(data, source, rows, target, width);
      for (int d = shape.length - 1; d >= 0; d--) {
        source += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        source -= strides[d] * shape[d];
        index[d] = 0;
      }
    }
    return rows;
  }
}
