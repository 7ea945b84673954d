package org.barkdjl.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A numpy dtype by its code, as {@code f8}; little-endian. */
record NumpyType(String code) {
  /**
   * The value of a scalar of this type as Long, Double or Boolean, or null if it is of another kind
   * or its bytes are not as many as the type's.
   */
  Object decode(PickleBytes bytes) {
    // No decodable type is longer, and a pickle can repeat a long one at will.
    if (bytes.latin1().length() > Long.BYTES) {
      return null;
    }
    byte[] raw = bytes.latin1().getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    return switch (code + "/" + raw.length) {
      case "f8/8" -> buffer.getDouble();
      case "f4/4" -> (double) buffer.getFloat();
      case "f2/2" -> (double) Float16.fromHalf(buffer.getShort());
      case "i8/8" -> buffer.getLong();
      case "i4/4" -> (long) buffer.getInt();
      case "i2/2" -> (long) buffer.getShort();
      case "i1/1" -> (long) buffer.get();
      case "u8/8" -> unsigned(buffer.getLong());
      case "u4/4" -> buffer.getInt() & 0xffff_ffffL;
      case "u2/2" -> buffer.getShort() & 0xffffL;
      case "u1/1" -> buffer.get() & 0xffL;
      case "b1/1" -> buffer.get() != 0;
      default -> null;
    };
  }

  private static Object unsigned(long bits) {
    if (bits >= 0) {
      return bits;
    }
    return (bits >>> 1) * 2.0;
  }
}
