package org.barkdjl.weights;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a tensor's elements are. The constants' names are those of safetensors' {@code dtype}; bytes
 * are little-endian everywhere.
 */
public enum ElementType {
  F64(8, "DoubleStorage"),
  F32(4, "FloatStorage"),
  F16(2, "HalfStorage"),
  BF16(2, "BFloat16Storage"),
  I64(8, "LongStorage"),
  I32(4, "IntStorage"),
  I16(2, "ShortStorage"),
  I8(1, "CharStorage"),
  U8(1, "ByteStorage"),
  BOOL(1, "BoolStorage");

  private final int bytes;
  private final String torchStorage;

  ElementType(int bytes, String torchStorage) {
    this.bytes = bytes;
    this.torchStorage = torchStorage;
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }

  /** The class in Python's module {@code torch} that stores such elements. */
  public String torchStorage() {
    return torchStorage;
  }

  /** The type stored by the class of that name in {@code torch}. */
  public static Optional<ElementType> ofTorchStorage(String name) {
    return Arrays.stream(values()).filter(type -> type.torchStorage.equals(name)).findFirst();
  }

  /** The type that safetensors calls by that name; empty for those not read here (float8, ...). */
  public static Optional<ElementType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
