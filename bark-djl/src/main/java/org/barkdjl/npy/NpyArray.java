package org.barkdjl.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.barkdjl.error.InputException;

/**
 * The array of a {@code .npy} file: numbers and a shape, nothing that can act. Elements are in C
 * order (the last index runs fastest) whatever the file's order was. Immutable.
 */
public final class NpyArray {
  private final NpyType type;
  private final int[] shape;

  /** Little-endian elements in C order. */
  private final ByteBuffer data;

  NpyArray(NpyType type, int[] shape, byte[] data) {
    this.type = type;
    this.shape = shape;
    this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An {@code int32} array. No dimensions mean a scalar. */
  public static NpyArray of(int[] values, int... shape) {
    return ofIntegers(NpyType.INT32, values, shape);
  }

  /** A {@code float32} array. */
  public static NpyArray of(float[] values, int... shape) {
    NpyArray array = blank(NpyType.FLOAT32, values.length, shape);
    array.data.asFloatBuffer().put(values);
    return array;
  }

  /** A {@code float64} array. */
  public static NpyArray of(double[] values, int... shape) {
    NpyArray array = blank(NpyType.FLOAT64, values.length, shape);
    array.data.asDoubleBuffer().put(values);
    return array;
  }

  /** A {@code uint8} array. */
  public static NpyArray of(byte[] values, int... shape) {
    NpyArray array = blank(NpyType.UINT8, values.length, shape);
    array.data.put(0, values);
    return array;
  }

  /**
   * An array of the given integer type.
   *
   * @throws IllegalArgumentException if a value does not fit the type, or the count the shape
   */
  public static NpyArray ofIntegers(NpyType type, int[] values, int... shape) {
    NpyArray array = blank(type, values.length, shape);
    for (int i = 0; i < values.length; i++) {
      if (!type.holds(values[i])) {
        throw new IllegalArgumentException(values[i] + " does not fit " + type);
      }
      switch (type.bytes()) {
        case 1 -> array.data.put(i, (byte) values[i]);
        case 2 -> array.data.putShort(2 * i, (short) values[i]);
        case 4 -> array.data.putInt(4 * i, values[i]);
        default -> array.data.putLong(8 * i, values[i]);
      }
    }
    return array;
  }

  /**
   * Reads one array and leaves the stream behind it.
   *
   * @param limitBytes the most that the array may take, header included; the length of the source
   *     where that is known. Memory is taken only for bytes that are really there.
   * @param where names the source in error messages
   * @throws InputException if it is not an array of the types read here, or is cut off
   */
  public static NpyArray read(InputStream in, long limitBytes, String where) throws IOException {
    return NpyReader.read(in, limitBytes, where);
  }

  /** Writes the array as {@code .npy} version 1.0, little-endian, in C order. */
  public void write(OutputStream out) throws IOException {
    out.write(NpyHeader.encode(type, shape));
    out.write(data.array());
  }

  public NpyType type() {
    return type;
  }

  /** The dimensions; empty for a scalar. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public int size() {
    return data.capacity() / type.bytes();
  }

  /**
   * The elements of an array of whole numbers of any width, be they kept as floats.
   *
   * @throws InputException if an element is no whole number, or does not fit an {@code int}
   */
  public int[] toInts() {
    if (!type.isInteger()) {
      return wholeFloats();
    }
    int[] values = new int[size()];
    for (int i = 0; i < values.length; i++) {
      long value = integer(i);
      if (value != (int) value || (type == NpyType.UINT64 && value < 0)) {
        String text = type == NpyType.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
        throw new InputException("its element " + i + ", " + text + ", is out of range");
      }
      values[i] = (int) value;
    }
    return values;
  }

  private int[] wholeFloats() {
    int[] values = new int[size()];
    for (int i = 0; i < values.length; i++) {
      double value = real(i);
      if (value != (int) value) {
        throw new InputException(
            "it holds %s, where whole numbers are needed: its element %d is %s"
                .formatted(type, i, value));
      }
      values[i] = (int) value;
    }
    return values;
  }

  /** The elements as the nearest {@code float}s, whatever the type. */
  public float[] toFloats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) real(i);
    }
    return values;
  }

  /** The elements as the nearest {@code double}s, whatever the type. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = real(i);
    }
    return values;
  }

  /**
   * The elements of an array of single bytes.
   *
   * @throws InputException if its elements are wider
   */
  public byte[] toBytes() {
    if (type.bytes() != 1) {
      throw new InputException("it holds " + type + ", where bytes are needed");
    }
    return data.array().clone();
  }

  /** The same type, shape and bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NpyArray that
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(data.array(), that.data.array());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data.array());
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }

  private long integer(int i) {
    return switch (type) {
      case BOOL -> data.get(i) == 0 ? 0 : 1;
      case INT8 -> data.get(i);
      case UINT8 -> data.get(i) & 0xFF;
      case INT16 -> data.getShort(2 * i);
      case UINT16 -> data.getShort(2 * i) & 0xFFFF;
      case INT32 -> data.getInt(4 * i);
      case UINT32 -> data.getInt(4 * i) & 0xFFFF_FFFFL;
      case INT64, UINT64 -> data.getLong(8 * i);
      case FLOAT32, FLOAT64 -> throw new IllegalStateException("not an integer type: " + type);
    };
  }

  private double real(int i) {
    return switch (type) {
      case FLOAT32 -> data.getFloat(4 * i);
      case FLOAT64 -> data.getDouble(8 * i);
      case UINT64 -> unsigned(data.getLong(8 * i));
      default -> integer(i);
    };
  }

  private static double unsigned(long bits) {
    // Halving with a sticky lowest bit keeps the rounding of the conversion right.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static NpyArray blank(NpyType type, int count, int[] shape) {
    long product = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative dimension in " + Arrays.toString(shape));
      }
      product = Math.multiplyExact(product, size);
    }
    if (product != count) {
      throw new IllegalArgumentException(
          count + " values do not fill the shape " + Arrays.toString(shape));
    }
    return new NpyArray(type, shape.clone(), new byte[Math.multiplyExact(count, type.bytes())]);
  }
}
