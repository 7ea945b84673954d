package org.barkdjl.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipException;
import org.barkdjl.error.ModelException;

/** What the formats share: a tensor is a stream of little-endian elements in row-major order. */
abstract class StreamedCheckpoint implements Checkpoint {
  private static final int BLOCK_ELEMENTS = 1 << 17;
  private static final int COPY_BYTES = 1 << 20;

  private final Path path;

  StreamedCheckpoint(Path path) {
    this.path = path;
  }

  /** Opens a tensor's elements; the stream may go on behind them. */
  abstract InputStream stream(TensorInfo tensor) throws IOException;

  @Override
  public final Path path() {
    return path;
  }

  @Override
  public abstract Map<String, TensorInfo> tensors();

  @Override
  public final void readFloats(String name, FloatBlockConsumer sink) throws IOException {
    TensorInfo tensor = tensor(name);
    int capacity = (int) Math.min(BLOCK_ELEMENTS, tensor.elements());
    byte[] bytes = new byte[capacity * tensor.type().bytes()];
    float[] floats = new float[capacity];
    BlockDecoder decoder = BlockDecoder.of(tensor.type());
    try (TensorBytes in = new TensorBytes(tensor)) {
      for (long left = tensor.elements(); left > 0; left -= capacity) {
        int count = (int) Math.min(capacity, left);
        in.fill(bytes, count * tensor.type().bytes());
        decoder.decode(ByteBuffer.wrap(bytes), floats, count);
        sink.accept(FloatBuffer.wrap(floats, 0, count));
      }
    }
  }

  @Override
  public final void copyRaw(String name, OutputStream out) throws IOException {
    TensorInfo tensor = tensor(name);
    byte[] bytes = new byte[(int) Math.min(COPY_BYTES, tensor.bytes())];
    try (TensorBytes in = new TensorBytes(tensor)) {
      for (long left = tensor.bytes(); left > 0; left -= bytes.length) {
        int count = (int) Math.min(bytes.length, left);
        in.fill(bytes, count);
        out.write(bytes, 0, count);
      }
    }
  }

  private TensorInfo tensor(String name) {
    TensorInfo tensor = tensors().get(name);
    if (tensor == null) {
      throw new ModelException("Checkpoint %s has no tensor %s.".formatted(path, Excerpt.of(name)));
    }
    return tensor;
  }

  /** Reads from the file only, so that a sink's own failures are not taken for the file's. */
  private final class TensorBytes implements AutoCloseable {
    private final TensorInfo tensor;
    private final InputStream in;

    TensorBytes(TensorInfo tensor) throws IOException {
      this.tensor = tensor;
      try {
        this.in = stream(tensor);
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
    }

    void fill(byte[] target, int count) throws IOException {
      try {
        if (in.readNBytes(target, 0, count) < count) {
          throw new EOFException("the data ends early");
        }
      } catch (EOFException | ZipException e) {
        throw damaged(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private ModelException damaged(IOException cause) {
      return new ModelException(
          "Checkpoint %s is truncated or corrupt at tensor %s (%s); fetch the file again."
              .formatted(path, Excerpt.of(tensor.name()), cause.getMessage()),
          cause);
    }
  }
}
