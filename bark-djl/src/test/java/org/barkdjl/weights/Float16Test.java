package org.barkdjl.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Float16Test {
  private static final int VALUES = 1 << 16;

  @Test
  void everyHalfHasTheValueOfTheFormula() {
    for (int bits = 0; bits < VALUES; bits++) {
      float actual = Float16.fromHalf((short) bits);
      assertEquals(value(bits, 5, 10), (double) actual, Integer.toHexString(bits));
    }
  }

  @Test
  void everyBfloat16HasTheValueOfTheFormula() {
    for (int bits = 0; bits < VALUES; bits++) {
      float actual = Float16.fromBfloat16((short) bits);
      assertEquals(value(bits, 8, 7), (double) actual, Integer.toHexString(bits));
    }
  }

  @Test
  void everyHalfAndBfloat16SurvivesTheRoundTrip() {
    for (int bits = 0; bits < VALUES; bits++) {
      float half = Float16.fromHalf((short) bits);
      int quiet = Float.isNaN(half) ? 0x200 : 0;
      assertEquals(bits | quiet, Float16.toHalf(half) & 0xffff);
      float bfloat16 = Float16.fromBfloat16((short) bits);
      quiet = Float.isNaN(bfloat16) ? 0x40 : 0;
      assertEquals(bits | quiet, Float16.toBfloat16(bfloat16) & 0xffff);
    }
  }

  @Test
  void narrowingRoundsToTheNearestAndTiesToEven() {
    Random random = new Random(20260101);
    for (int i = 0; i < 2_000_000; i++) {
      check(Float.intBitsToFloat(random.nextInt()));
      check((float) Math.scalb(random.nextDouble() - 0.5, random.nextInt(48) - 28));
    }
  }

  @Test
  void narrowingIsRightAtAndAroundEveryTie() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Float16.fromHalf((short) bits);
      float tie = (low + Float16.fromHalf((short) (bits + 1))) / 2;
      check(tie);
      check(Math.nextUp(tie));
      check(Math.nextDown(tie));
    }
    check(65519.996f);
    check(65520f);
    check(Float.MAX_VALUE);
    check(Float.MIN_VALUE);
  }

  private static void check(float value) {
    if (Float.isNaN(value)) {
      assertTrue(Float.isNaN(Float16.fromHalf(Float16.toHalf(value))));
      assertTrue(Float.isNaN(Float16.fromBfloat16(Float16.toBfloat16(value))));
      return;
    }
    double half = rounded(value, 10, -14, 65504);
    assertEquals(half, (double) Float16.fromHalf(Float16.toHalf(value)), () -> "half " + value);
    double bfloat16 = rounded(value, 7, -126, 0x1.fep127);
    assertEquals(
        bfloat16, (double) Float16.fromBfloat16(Float16.toBfloat16(value)), () -> "bf16 " + value);
  }

  /** Rounds to a multiple of the last place that numbers of this size have. */
  private static double rounded(float value, int mantissaBits, int minExponent, double max) {
    if (Float.isInfinite(value) || value == 0) {
      return value;
    }
    int exponent = Math.max(Math.getExponent((double) value), minExponent);
    double place = Math.scalb(1.0, exponent - mantissaBits);
    double nearest = Math.rint(value / place) * place;
    return Math.abs(nearest) > max ? Math.copySign(Double.POSITIVE_INFINITY, value) : nearest;
  }

  /** The value that IEEE 754 gives to sign, exponent and mantissa. */
  private static double value(int bits, int exponentBits, int mantissaBits) {
    int mantissa = bits & ((1 << mantissaBits) - 1);
    int exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
    int bias = (1 << (exponentBits - 1)) - 1;
    double sign = (bits & 0x8000) == 0 ? 1 : -1;
    double fraction = mantissa / (double) (1 << mantissaBits);
    if (exponent == (1 << exponentBits) - 1) {
      return mantissa == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb(fraction, 1 - bias)
        : sign * Math.scalb(1 + fraction, exponent - bias);
  }
}
