package org.barkdjl.weights;

/**
 * Conversions between float and the two 16-bit formats of checkpoints: IEEE 754 half precision and
 * bfloat16. Narrowing rounds to nearest, ties to even; infinities, signed zeros and subnormals are
 * kept, and a NaN stays a (quiet) NaN. JDK 17 has no such methods of its own.
 */
public final class Float16 {
  private static final int SIGN = 0x8000;
  private static final int HALF_INFINITY = 0x7c00;
  private static final int HALF_QUIET_NAN = 0x7e00;
  private static final int HALF_SMALLEST_NORMAL = 0x0400;
  private static final int FLOAT_INFINITY = 0x7f800000;

  /** 65520, half way between the largest half and the next step: from here on it rounds to ∞. */
  private static final int FLOAT_HALF_OVERFLOW = 0x477ff000;

  /** 2^-14, the smallest normal half. */
  private static final int FLOAT_HALF_NORMAL = 0x38800000;

  /** Difference of the exponents' biases, 127 - 15, where a float keeps its exponent. */
  private static final int REBIAS = 112 << 23;

  private Float16() {}

  /** The value of a half given as its bits. */
  public static float fromHalf(short half) {
    int sign = (half & SIGN) << 16;
    int magnitude = half & ~SIGN & 0xffff;
    if (magnitude >= HALF_INFINITY) {
      return Float.intBitsToFloat(sign | FLOAT_INFINITY | ((magnitude & 0x3ff) << 13));
    }
    if (magnitude >= HALF_SMALLEST_NORMAL) {
      return Float.intBitsToFloat(sign | ((magnitude << 13) + REBIAS));
    }
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude * 0x1p-24f));
  }

  /** The bits of the half nearest to a value. */
  public static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & SIGN;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > FLOAT_INFINITY) {
      return (short) (sign | HALF_QUIET_NAN | ((magnitude >>> 13) & 0x3ff));
    }
    if (magnitude >= FLOAT_HALF_OVERFLOW) {
      return (short) (sign | HALF_INFINITY);
    }
    if (magnitude >= FLOAT_HALF_NORMAL) {
      int even = (magnitude >>> 13) & 1;
      return (short) (sign | ((magnitude - REBIAS + 0xfff + even) >>> 13));
    }
    // Subnormal: a multiple of 2^-24. The product is exact, so rint is the only rounding.
    return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
  }

  /** The value of a bfloat16 given as its bits; exact. */
  public static float fromBfloat16(short bfloat16) {
    return Float.intBitsToFloat(bfloat16 << 16);
  }

  /** The bits of the bfloat16 nearest to a value. */
  public static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > FLOAT_INFINITY) {
      return (short) ((bits >>> 16) | 0x40);
    }
    int even = (bits >>> 16) & 1;
    return (short) ((bits + 0x7fff + even) >>> 16);
  }
}
