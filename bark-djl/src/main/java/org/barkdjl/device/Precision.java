package org.barkdjl.device;

/** In which numbers the GPTs compute; the codec always computes in fp32. */
public enum Precision {
  /** int8 on CPU, fp16 on CUDA. */
  AUTO,
  /** The exact mode: results agree with the original token by token. */
  FP32,
  FP16,
  /** 8-bit weights for the GPTs, activations quantised as they come; CPU only. */
  INT8;

  /** The name in options, manifests and file names: {@code fp32}. */
  public String id() {
    return switch (this) {
      case AUTO -> "auto";
      case FP32 -> "fp32";
      case FP16 -> "fp16";
      case INT8 -> "int8";
    };
  }

  /** The precision of that name; throws IllegalArgumentException that lists the names. */
  public static Precision of(String id) {
    for (Precision precision : values()) {
      if (precision.id().equals(id)) {
        return precision;
      }
    }
    throw new IllegalArgumentException("precision must be auto, fp32, fp16 or int8, not " + id);
  }
}
