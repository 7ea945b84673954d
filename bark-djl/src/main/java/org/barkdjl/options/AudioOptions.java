package org.barkdjl.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.audio.Ffmpeg;

/**
 * What kind of sound file to write.
 *
 * @param format the format, if it is said
 * @param sampleRateHz the rate, if it is not to be the model's
 * @param loudnessLufs the loudness, if it is to be changed
 */
public record AudioOptions(
    Optional<AudioFormat> format, OptionalInt sampleRateHz, OptionalDouble loudnessLufs) {
  /** Nothing is said. */
  public static final AudioOptions DEFAULT =
      new AudioOptions(Optional.empty(), OptionalInt.empty(), OptionalDouble.empty());

  public AudioOptions withFormat(AudioFormat value) {
    return new AudioOptions(Optional.of(value), sampleRateHz, loudnessLufs);
  }

  /** With a rate, which the format, or WAV where none is said, must be able to have. */
  public AudioOptions withSampleRate(int hertz) {
    AudioEncoding.requireRate(format.orElse(AudioFormat.WAV), hertz);
    return new AudioOptions(format, OptionalInt.of(hertz), loudnessLufs);
  }

  public AudioOptions withLoudness(double lufs) {
    return new AudioOptions(format, sampleRateHz, OptionalDouble.of(lufs));
  }

  /**
   * How a file of a format is written.
   *
   * @param spoolFolder where much may be kept for a while
   * @param environment where ffmpeg is looked for
   * @throws IllegalArgumentException if the format cannot have the rate
   * @throws IOException if the format needs an ffmpeg that is not installed
   */
  public AudioEncoding encoding(
      AudioFormat chosen, Path spoolFolder, Map<String, String> environment) throws IOException {
    if (sampleRateHz.isPresent()) {
      AudioEncoding.requireRate(chosen, sampleRateHz.getAsInt());
    }
    Optional<Ffmpeg> ffmpeg =
        chosen.isBuiltIn() ? Optional.empty() : Optional.of(Ffmpeg.find(environment, chosen));
    return new AudioEncoding(chosen, sampleRateHz, loudnessLufs, ffmpeg, spoolFolder);
  }
}
