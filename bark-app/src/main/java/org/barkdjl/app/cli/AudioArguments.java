package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.audio.Ffmpeg;

/**
 * What kind of sound file a line asks for.
 *
 * @param format the format, if it is said
 * @param sampleRateHz the rate, if it is not to be the model's
 * @param loudnessLufs the loudness, if it is to be changed
 */
public record AudioArguments(
    Optional<AudioFormat> format, OptionalInt sampleRateHz, OptionalDouble loudnessLufs) {
  /** Louder is full scale; what is softer than this counts as silence. */
  private static final double LOWEST_LUFS = -70;

  /**
   * Understands the options.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static AudioArguments of(OptionValues values) {
    Optional<AudioFormat> format = values.checked(AudioOptions.FORMAT, AudioFormat::of);
    Optional<Integer> rate =
        values.checked(
            AudioOptions.SAMPLE_RATE,
            text -> {
              int hz = OptionValues.count(text, Integer.MAX_VALUE);
              AudioEncoding.requireRate(format.orElse(AudioFormat.WAV), hz);
              return hz;
            });
    return new AudioArguments(
        format,
        rate.map(OptionalInt::of).orElse(OptionalInt.empty()),
        values
            .checked(AudioOptions.NORMALIZE, AudioArguments::lufs)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()));
  }

  /**
   * The format of a file: the one that is said, else by its name's ending; without one it is WAV.
   *
   * @param file empty: a stream
   * @throws UsageException if the ending is not known
   */
  public AudioFormat formatOf(Optional<Path> file) {
    if (format.isPresent() || file.isEmpty()) {
      return format.orElse(AudioFormat.WAV);
    }
    String name = String.valueOf(file.get().getFileName());
    return AudioFormat.ofFile(name)
        .orElseGet(
            () -> {
              if (name.contains(".")) {
                throw new UsageException(
                    "The ending of "
                        + file.get()
                        + " tells no format; there are "
                        + AudioFormat.allEndings().collect(Collectors.joining(", "))
                        + ", or give --format.");
              }
              return AudioFormat.WAV;
            });
  }

  /**
   * How a file of that format is written.
   *
   * @param spoolFolder where much may be kept for a while
   * @throws UsageException if the format cannot have the rate
   * @throws IOException if the format needs an ffmpeg that is not installed
   */
  public AudioEncoding encoding(
      AudioFormat chosen, Path spoolFolder, Map<String, String> environment) throws IOException {
    requireRate(chosen);
    Optional<Ffmpeg> ffmpeg =
        chosen.isBuiltIn() ? Optional.empty() : Optional.of(Ffmpeg.find(environment, chosen));
    return new AudioEncoding(chosen, sampleRateHz, loudnessLufs, ffmpeg, spoolFolder);
  }

  /** What tells a file from others of the same samples, for fingerprints; empty for the usual. */
  public List<String> shape(AudioFormat chosen) {
    List<String> shape = new ArrayList<>();
    if (chosen != AudioFormat.WAV) {
      shape.add("format=" + chosen.id());
    }
    sampleRateHz.ifPresent(rate -> shape.add("sample-rate=" + rate));
    loudnessLufs.ifPresent(lufs -> shape.add("normalize=" + lufs));
    return shape;
  }

  private void requireRate(AudioFormat chosen) {
    if (sampleRateHz.isPresent()) {
      try {
        AudioEncoding.requireRate(chosen, sampleRateHz.getAsInt());
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "Option " + LineParser.name(AudioOptions.SAMPLE_RATE) + ": " + e.getMessage() + ".");
      }
    }
  }

  private static double lufs(String value) {
    double lufs = value.isEmpty() ? AudioOptions.DEFAULT_LUFS : OptionValues.real(value);
    if (!(lufs >= LOWEST_LUFS && lufs <= 0)) {
      throw new IllegalArgumentException(
          "it takes " + LOWEST_LUFS + " to 0 LUFS, such as -16, not " + value);
    }
    return lufs;
  }
}
