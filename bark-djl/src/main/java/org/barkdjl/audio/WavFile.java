package org.barkdjl.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.barkdjl.error.InputException;

/** A mono WAV file of 16-bit PCM, as {@link WavWriter} makes them. Immutable. */
public final class WavFile {
  /** Six hours at 24 kHz; the file is held in memory. */
  private static final long LIMIT_BYTES = 1L << 30;

  private final int sampleRateHz;
  private final float[] samples;
  private final Map<String, String> info;

  WavFile(int sampleRateHz, float[] samples, Map<String, String> info) {
    this.sampleRateHz = sampleRateHz;
    this.samples = samples;
    this.info = Map.copyOf(info);
  }

  /**
   * Reads a file.
   *
   * @throws InputException if there is no such file, or it is not mono 16-bit PCM, or damaged
   */
  public static WavFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException("Cannot read " + file + ": there is no such file.");
    }
    if (Files.size(file) > LIMIT_BYTES) {
      throw new InputException(file + ": WAV files over 1 GiB are not read.");
    }
    return new WavParser(Files.readAllBytes(file), file.toString()).parse();
  }

  public int sampleRateHz() {
    return sampleRateHz;
  }

  /** In -1..1, with the steps of {@link WavWriter}. */
  public float[] samples() {
    return samples.clone();
  }

  /** The entries of its INFO list by their ids, as {@link AudioTags#info} gives them. */
  public Map<String, String> info() {
    return info;
  }

  public Duration duration() {
    return Duration.ofNanos(samples.length * Duration.ofSeconds(1).toNanos() / sampleRateHz);
  }
}
