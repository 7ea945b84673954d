package org.barkdjl.audio;

import java.nio.ByteBuffer;

/** How one sample is coded in a WAV file. */
enum SampleCoding {
  PCM16(1, 2) {
    @Override
    void put(float sample, ByteBuffer to) {
      to.putShort((short) whole(sample, FULL_SCALE_16));
    }
  },
  PCM24(1, 3) {
    @Override
    void put(float sample, ByteBuffer to) {
      int value = whole(sample, FULL_SCALE_24);
      to.putShort((short) value).put((byte) (value >> Short.SIZE));
    }
  },
  /** Loses nothing, and holds samples beyond 1. */
  FLOAT32(3, 4) {
    @Override
    void put(float sample, ByteBuffer to) {
      to.putFloat(Float.isNaN(sample) ? 0 : sample);
    }
  };

  /** The value of a sample of 1, and with a minus of -1: symmetric, so 0 stays 0. */
  static final int FULL_SCALE_16 = 32_767;

  private static final int FULL_SCALE_24 = 8_388_607;

  private final int formatTag;
  private final int bytes;

  SampleCoding(int formatTag, int bytes) {
    this.formatTag = formatTag;
    this.bytes = bytes;
  }

  /** Appends a sample to a little-endian buffer; what is not a number becomes silence. */
  abstract void put(float sample, ByteBuffer to);

  /** Its number in the {@code fmt} chunk. */
  int formatTag() {
    return formatTag;
  }

  /** Bytes a sample. */
  int bytes() {
    return bytes;
  }

  /** Cut off at -1 and 1, and rounded to the nearest step. */
  private static int whole(float sample, int fullScale) {
    float clipped = Math.max(-1f, Math.min(1f, sample));
    // Math.round makes 0 of what is not a number.
    return Math.round(clipped * fullScale);
  }
}
