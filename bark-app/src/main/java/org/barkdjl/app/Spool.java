package org.barkdjl.app;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.AudioSource;

/**
 * Keeps audio until it is whole: a little in memory, more in a temporary file. So several items can
 * grow at the same time, and a file's head is right from the start.
 */
final class Spool implements AudioSink, AudioSource, Closeable {
  /** Ten seconds: what one piece needs. */
  private static final int MOST_IN_MEMORY = 1 << 18;

  private static final int BLOCK = 1 << 14;

  private final Path target;
  private final Path temporary;
  private final List<float[]> inMemory = new ArrayList<>();
  private FileChannel file;
  private int samplesInMemory;
  private long samplesInFile;

  /**
   * @param target where the audio will go at the end: the temporary file lies beside it
   */
  Spool(Path target) {
    this.target = target;
    temporary = target.resolveSibling(".bark-" + UUID.randomUUID() + ".tmp");
  }

  @Override
  public void write(float[] samples) throws IOException {
    inMemory.add(samples.clone());
    samplesInMemory += samples.length;
    if (samplesInMemory > MOST_IN_MEMORY) {
      spill();
    }
  }

  @Override
  public void writeTo(AudioSink sink) throws IOException {
    sink.expect(samplesInFile + samplesInMemory);
    ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES);
    for (long at = 0; at < samplesInFile; at += block.limit() / Float.BYTES) {
      block.clear().limit((int) Math.min(BLOCK, samplesInFile - at) * Float.BYTES);
      while (block.hasRemaining()) {
        if (file.read(block, at * Float.BYTES + block.position()) < 0) {
          throw new IOException(temporary + " was cut by another program.");
        }
      }
      float[] samples = new float[block.limit() / Float.BYTES];
      block.flip().asFloatBuffer().get(samples);
      sink.write(samples);
    }
    for (float[] samples : inMemory) {
      sink.write(samples);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      Files.deleteIfExists(temporary);
    }
  }

  private void spill() throws IOException {
    try {
      if (file == null) {
        file =
            FileChannel.open(
                temporary,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
      }
      for (float[] samples : inMemory) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES);
        bytes.asFloatBuffer().put(samples);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        samplesInFile += samples.length;
      }
    } catch (IOException e) {
      throw new IOException("Cannot write " + target + ": " + FailureText.of(e), e);
    }
    inMemory.clear();
    samplesInMemory = 0;
  }
}
