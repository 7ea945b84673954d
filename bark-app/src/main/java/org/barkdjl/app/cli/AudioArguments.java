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
import org.barkdjl.options.Numbers;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.Range;

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
   * For mono what -16 is for stereo, podcasts' usual loudness: heard on two loudspeakers, mono is 3
   * dB louder than it is measured.
   */
  private static final double DEFAULT_LUFS = -19;

  private static final Option<Integer> SAMPLE_RATE =
      Option.of("sample-rate", "HZ", "Resample to this rate.", AudioArguments::hertz)
          .range(AudioEncoding.LOWEST_RATE_HZ + " to " + AudioEncoding.HIGHEST_RATE_HZ)
          .otherwise("the model's, 24000");

  /** The options that say what kind of sound file is written. */
  public static final OptionTable<AudioArguments> OPTIONS =
      OptionTable.of(
              new AudioArguments(Optional.empty(), OptionalInt.empty(), OptionalDouble.empty()))
          .with(
              Option.of(
                      "format",
                      "FORMAT",
                      "wav (16 bits), wav24, wavf32 (floats), pcm (16 bits, no head), flac, opus, mp3 or"
                          + " aac; the last four need ffmpeg.",
                      AudioFormat::of)
                  .otherwise("by the ending of the file, else wav"),
              AudioArguments::withFormat)
          // After the format, which may not have the rate.
          .with(SAMPLE_RATE, AudioArguments::withSampleRate)
          .with(
              Option.of(
                  "normalize",
                  "[LUFS]",
                  "Bring the audio to this integrated loudness (EBU R 128), as far as peaks stay"
                      + " under -1 dBFS; "
                      + DEFAULT_LUFS
                      + " if no number follows. With '-o -' the audio then comes at the end.",
                  AudioArguments::lufs),
              AudioArguments::withLoudness);

  private AudioArguments withFormat(AudioFormat value) {
    return new AudioArguments(Optional.of(value), sampleRateHz, loudnessLufs);
  }

  private AudioArguments withSampleRate(int hertz) {
    AudioEncoding.requireRate(format.orElse(AudioFormat.WAV), hertz);
    return new AudioArguments(format, OptionalInt.of(hertz), loudnessLufs);
  }

  private AudioArguments withLoudness(double lufs) {
    return new AudioArguments(format, sampleRateHz, OptionalDouble.of(lufs));
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
        throw new UsageException("Option --" + SAMPLE_RATE.name() + ": " + e.getMessage() + ".");
      }
    }
  }

  private static int hertz(String value) {
    return Numbers.whole(value, Range.from(0));
  }

  private static double lufs(String value) {
    double lufs = value.isEmpty() ? DEFAULT_LUFS : Numbers.real(value);
    if (!(lufs >= LOWEST_LUFS && lufs <= 0)) {
      throw new IllegalArgumentException(
          "it takes " + LOWEST_LUFS + " to 0 LUFS, such as -16, not " + value);
    }
    return lufs;
  }
}
