package org.barkdjl.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.barkdjl.io.TemporaryFile;

/** Keeps samples in a temporary file, to read them once. The file ends with it. */
public final class SampleSpool implements AudioSink, Closeable {
  private static final int BLOCK = 16_384;

  private final TemporaryFile file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK * Float.BYTES);
  private long samples;
  private long read;

  private SampleSpool(TemporaryFile file) {
    this.file = file;
  }

  /** An empty one, in a folder that has room. */
  public static SampleSpool in(Path folder) throws IOException {
    return new SampleSpool(TemporaryFile.in(folder));
  }

  @Override
  public void write(float[] block) throws IOException {
    for (int at = 0; at < block.length; at += BLOCK) {
      int count = Math.min(BLOCK, block.length - at);
      buffer.clear().asFloatBuffer().put(block, at, count);
      buffer.limit(count * Float.BYTES);
      while (buffer.hasRemaining()) {
        file.channel().write(buffer, samples * Float.BYTES + buffer.position());
      }
      samples += count;
    }
  }

  /** How many there are. */
  public long samples() {
    return samples;
  }

  /** Writes all of them to another sink. */
  public void copyTo(AudioSink sink) throws IOException {
    for (float[] block = read(); block.length > 0; block = read()) {
      sink.write(block);
    }
  }

  /** The next block; empty at the end. */
  private float[] read() throws IOException {
    float[] block = new float[(int) Math.min(BLOCK, samples - read)];
    buffer.clear().limit(block.length * Float.BYTES);
    while (buffer.hasRemaining()) {
      if (file.channel().read(buffer, read * Float.BYTES + buffer.position()) < 0) {
        throw new IOException("the temporary file of samples was cut off.");
      }
    }
    buffer.flip().asFloatBuffer().get(block);
    read += block.length;
    return block;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
