package org.barkdjl.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps audio until it is whole: a little in memory, more in a temporary file. So several items can
 * grow at the same time, and a file's head is right from the start.
 */
public final class AudioSpool implements AudioSink, AudioSource, Closeable {
  /** Ten seconds: what one piece needs. */
  private static final int MOST_IN_MEMORY = 1 << 18;

  private final Path target;
  private final List<float[]> inMemory = new ArrayList<>();
  private int samplesInMemory;
  private SampleSpool inFile;

  /**
   * @param target where the audio will go at the end: the temporary file lies beside it
   */
  public AudioSpool(Path target) {
    this.target = target;
  }

  @Override
  public void write(float[] samples) throws IOException {
    inMemory.add(samples.clone());
    samplesInMemory += samples.length;
    if (samplesInMemory > MOST_IN_MEMORY) {
      spill();
    }
  }

  /** How many samples there are. */
  public long samples() {
    return samplesInMemory + (inFile == null ? 0 : inFile.samples());
  }

  /** Once. */
  @Override
  public void writeTo(AudioSink sink) throws IOException {
    sink.expect(samples());
    if (inFile != null) {
      inFile.copyTo(sink);
    }
    for (float[] samples : inMemory) {
      sink.write(samples);
    }
  }

  @Override
  public void close() throws IOException {
    if (inFile != null) {
      inFile.close();
    }
  }

  private void spill() throws IOException {
    try {
      if (inFile == null) {
        inFile = SampleSpool.in(target.toAbsolutePath().getParent());
      }
      for (float[] samples : inMemory) {
        inFile.write(samples);
      }
    } catch (IOException e) {
      throw new IOException("Cannot write " + target + ": " + e.getMessage(), e);
    }
    inMemory.clear();
    samplesInMemory = 0;
  }
}
