package org.barkdjl.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.barkdjl.weights.ElementType;
import org.barkdjl.weights.Float16;

/** Writes floats as little-endian F32 or F16. */
public final class FloatEncoder {
  private final ElementType type;
  private final OutputStream out;
  private byte[] bytes = new byte[0];

  public FloatEncoder(ElementType type, OutputStream out) {
    if (type != ElementType.F32 && type != ElementType.F16) {
      throw new IllegalArgumentException("no floats are written as " + type);
    }
    this.type = type;
    this.out = out;
  }

  public void write(float[] values) throws IOException {
    write(FloatBuffer.wrap(values));
  }

  public void write(FloatBuffer values) throws IOException {
    int length = values.remaining() * type.bytes();
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (type == ElementType.F32) {
      buffer.asFloatBuffer().put(values);
    } else {
      ShortBuffer halves = buffer.asShortBuffer();
      while (values.hasRemaining()) {
        halves.put(Float16.toHalf(values.get()));
      }
    }
    out.write(bytes, 0, length);
  }
}
