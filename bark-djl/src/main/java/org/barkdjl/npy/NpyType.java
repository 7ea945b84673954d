package org.barkdjl.npy;

import java.util.Arrays;
import java.util.Optional;

/** The element types of a {@code .npy} file that are read here; names are NumPy's. */
public enum NpyType {
  BOOL("b1", 0, 1),
  INT8("i1", Byte.MIN_VALUE, Byte.MAX_VALUE),
  UINT8("u1", 0, 0xFF),
  INT16("i2", Short.MIN_VALUE, Short.MAX_VALUE),
  UINT16("u2", 0, 0xFFFF),
  INT32("i4", Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT32("u4", 0, 0xFFFF_FFFFL),
  INT64("i8", Long.MIN_VALUE, Long.MAX_VALUE),
  UINT64("u8", 0, Long.MAX_VALUE),
  FLOAT32("f4", 0, 0),
  FLOAT64("f8", 0, 0);

  private final String code;
  private final long min;
  private final long max;

  NpyType(String code, long min, long max) {
    this.code = code;
    this.min = min;
    this.max = max;
  }

  /** Bytes of one element. */
  public int bytes() {
    return code.charAt(1) - '0';
  }

  /** Whether elements are whole numbers; booleans count as 0 and 1. */
  public boolean isInteger() {
    return code.charAt(0) != 'f';
  }

  /** Whether {@code value} can be stored without loss in this integer type. */
  boolean holds(int value) {
    return isInteger() && value >= min && value <= max;
  }

  /** The {@code descr} of a little-endian array of this type, for example {@code <i2}. */
  String descr() {
    return (bytes() == 1 ? "|" : "<") + code;
  }

  /** The type of a {@code descr} without its byte order, for example {@code i2}. */
  static Optional<NpyType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }
}
