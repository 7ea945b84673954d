package org.barkdjl.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns a block of little-endian elements into floats. */
@FunctionalInterface
interface BlockDecoder {
  /** Decodes the first {@code count} elements of {@code source} into {@code target}. */
  void decode(ByteBuffer source, float[] target, int count);

  /** The decoder for a type; wider numbers are rounded to the nearest float, bools are 0 or 1. */
  static BlockDecoder of(ElementType type) {
    return switch (type) {
      case F32 -> (source, target, count) -> little(source).asFloatBuffer().get(target, 0, count);
      case F16 -> BlockDecoder::halves;
      case BF16 -> BlockDecoder::bfloat16s;
      case F64 -> each(8, (source, at) -> (float) source.getDouble(at));
      case I64 -> each(8, (source, at) -> (float) source.getLong(at));
      case I32 -> each(4, (source, at) -> (float) source.getInt(at));
      case I16 -> each(2, ByteBuffer::getShort);
      case I8 -> each(1, ByteBuffer::get);
      case U8 -> each(1, (source, at) -> source.get(at) & 0xff);
      case BOOL -> each(1, (source, at) -> source.get(at) == 0 ? 0 : 1);
    };
  }

  /** Reads the element at a byte index. */
  @FunctionalInterface
  interface Element {
    float at(ByteBuffer source, int index);
  }

  private static BlockDecoder each(int bytes, Element element) {
    return (source, target, count) -> {
      ByteBuffer ordered = little(source);
      for (int i = 0; i < count; i++) {
        target[i] = element.at(ordered, i * bytes);
      }
    };
  }

  private static void halves(ByteBuffer source, float[] target, int count) {
    ByteBuffer ordered = little(source);
    for (int i = 0; i < count; i++) {
      target[i] = Float16.fromHalf(ordered.getShort(2 * i));
    }
  }

  private static void bfloat16s(ByteBuffer source, float[] target, int count) {
    ByteBuffer ordered = little(source);
    for (int i = 0; i < count; i++) {
      target[i] = Float16.fromBfloat16(ordered.getShort(2 * i));
    }
  }

  private static ByteBuffer little(ByteBuffer source) {
    return source.order(ByteOrder.LITTLE_ENDIAN);
  }
}
