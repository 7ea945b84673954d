package org.barkdjl.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.barkdjl.error.InputException;

/**
 * What precedes the data of a {@code .npy} file.
 *
 * @param length bytes of the file before the data
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
record NpyHeader(
    NpyType type, boolean bigEndian, boolean fortranOrder, List<Integer> shape, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /**
   * The three entries of a plain array need about a hundred bytes; NumPy itself stops at 10 000.
   */
  private static final int MAX_TEXT_BYTES = 10_000;

  /** Data starts at a multiple of this, as NumPy writes it. */
  private static final int ALIGNMENT = 64;

  static NpyHeader read(InputStream in, String where) throws IOException {
    byte[] start = exactly(in, MAGIC.length + 2, where);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new InputException(where + ": not a .npy array (it does not start with its magic).");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
      throw new InputException(
          where
              + ": .npy version "
              + (version & 0xFF)
              + "."
              + (start[MAGIC.length + 1] & 0xFF)
              + " is not known; 1.0, 2.0 and 3.0 are.");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    long textBytes = littleEndian(exactly(in, lengthBytes, where));
    if (textBytes > MAX_TEXT_BYTES) {
      throw new InputException(
          where + ": the .npy header claims " + textBytes + " bytes, more than any array needs.");
    }
    byte[] text = exactly(in, (int) textBytes, where);
    int length = start.length + lengthBytes + text.length;
    // Whatever the version, an accepted header is ASCII.
    return new NpyHeaderParser(new String(text, StandardCharsets.ISO_8859_1), where).parse(length);
  }

  /** The bytes of a version 1.0 header of a little-endian array in C order. */
  static byte[] encode(NpyType type, int[] shape) {
    String dimensions =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '"
            + type.descr()
            + "', 'fortran_order': False, 'shape': ("
            + dimensions
            + (shape.length == 1 ? ",), }" : "), }");
    int before = MAGIC.length + 4;
    int total = (before + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[MAGIC.length] = 1;
    header[MAGIC.length + 1] = 0;
    header[MAGIC.length + 2] = (byte) (total - before);
    header[MAGIC.length + 3] = (byte) ((total - before) >> 8);
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, before, ascii.length);
    header[total - 1] = '\n';
    return header;
  }

  private static byte[] exactly(InputStream in, int count, String where) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new InputException(where + ": cut off in the .npy header.");
    }
    return bytes;
  }

  private static long littleEndian(byte[] bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }
}
