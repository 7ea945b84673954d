package org.barkdjl.weights;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.barkdjl.error.ModelException;

/** A cursor over a pickle's bytes; never reads or allocates beyond them. */
final class PickleInput {
  private final ByteBuffer bytes;

  PickleInput(byte[] pickle) {
    bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  int unsignedByte() {
    require(1);
    return bytes.get() & 0xff;
  }

  long unsignedShort() {
    require(2);
    return bytes.getShort() & 0xffff;
  }

  long signedInt() {
    require(4);
    return bytes.getInt();
  }

  long unsignedInt() {
    return signedInt() & 0xffff_ffffL;
  }

  long signedLong() {
    require(8);
    return bytes.getLong();
  }

  /** A float64, which pickles keep big-endian. */
  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(signedLong()));
  }

  /** A two's complement integer of that many bytes; a Double where it does not fit a Long. */
  Object integer(int length) {
    require(length);
    byte[] bigEndian = new byte[length + 1];
    for (int i = length; i > 0; i--) {
      bigEndian[i] = bytes.get();
    }
    bigEndian[0] = (byte) (length > 0 && bigEndian[1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(bigEndian);
    if (value.bitLength() < Long.SIZE) {
      return value.longValue();
    }
    return value.doubleValue();
  }

  String text(long length, Charset charset) {
    require(length);
    String text = new String(bytes.array(), bytes.position(), (int) length, charset);
    skip(length);
    return text;
  }

  /** Text up to a newline, which is consumed. */
  String line() {
    int start = bytes.position();
    int end = start;
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    require(end + 1 - start);
    String line = text(end - start, StandardCharsets.UTF_8);
    skip(1);
    return line;
  }

  /** Checks that so many bytes follow. */
  void require(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new ModelException(
          "its data.pkl is malformed: at byte %d, %d bytes should follow, but %d do"
              .formatted(bytes.position(), length, bytes.remaining()));
    }
  }

  private void skip(long length) {
    bytes.position(bytes.position() + (int) length);
  }
}
