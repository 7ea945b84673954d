package org.barkdjl.audio;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How samples become a sound file.
 *
 * @param format the format of the file
 * @param sampleRateHz the file's rate; empty: that of the samples, if the format can have it
 * @param loudnessLufs the integrated loudness to bring it to (EBU R 128); empty: it is left as it
 *     is
 * @param ffmpeg what codes the formats that are not built in
 * @param spoolFolder where samples wait while their loudness is measured, or until all have come if
 *     ffmpeg cannot be started apart from the terminal
 */
public record AudioEncoding(
    AudioFormat format,
    OptionalInt sampleRateHz,
    OptionalDouble loudnessLufs,
    Optional<Ffmpeg> ffmpeg,
    Path spoolFolder) {
  public static final int LOWEST_RATE_HZ = 8_000;
  public static final int HIGHEST_RATE_HZ = 192_000;

  /**
   * @throws IllegalArgumentException if the format cannot have the rate, or needs an ffmpeg that is
   *     not there
   */
  public AudioEncoding {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(spoolFolder, "spoolFolder");
    sampleRateHz.ifPresent(rate -> requireRate(format, rate));
    if (!format.isBuiltIn() && ffmpeg.isEmpty()) {
      throw new IllegalArgumentException(format.id() + " needs an ffmpeg");
    }
  }

  /** A WAV of 16 bits with the samples as they are. */
  public static AudioEncoding wav() {
    return new AudioEncoding(
        AudioFormat.WAV,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Path.of(""));
  }

  /**
   * The rate of a file.
   *
   * @param sourceRateHz that of the samples
   */
  public int rate(int sourceRateHz) {
    return sampleRateHz.orElseGet(() -> format.rateFor(sourceRateHz));
  }

  /**
   * A writer of one file.
   *
   * @param sourceRateHz the rate of the samples that it will get
   * @param tags what the file says about its making
   */
  public AudioWriter writer(int sourceRateHz, AudioTags tags, AudioListener listener) {
    int rate = rate(sourceRateHz);
    AudioWriter plain = plain(rate, tags);
    AudioWriter writer =
        loudnessLufs.isEmpty()
            ? plain
            : new NormalizingWriter(plain, rate, loudnessLufs.getAsDouble(), spoolFolder, listener);
    return rate == sourceRateHz
        ? writer
        : (out, source) -> writer.stream(out, Resampler.resampled(source, sourceRateHz, rate));
  }

  private AudioWriter plain(int rate, AudioTags tags) {
    return switch (format) {
      case WAV -> new WavWriter(SampleCoding.PCM16, rate, tags);
      case WAV24 -> new WavWriter(SampleCoding.PCM24, rate, tags);
      case WAVF32 -> new WavWriter(SampleCoding.FLOAT32, rate, tags);
      case PCM -> new PcmWriter();
      case FLAC, OPUS, MP3, AAC -> coded(ffmpeg.orElseThrow(), rate, tags);
    };
  }

  /** A Ctrl-C that reaches ffmpeg must not find it with samples that are nowhere else. */
  private AudioWriter coded(Ffmpeg program, int rate, AudioTags tags) {
    FfmpegWriter writer = new FfmpegWriter(program, FfmpegCodec.of(format), rate, tags);
    if (program.setsid().isPresent() || loudnessLufs.isPresent()) {
      return writer;
    }
    return (out, source) -> {
      try (SampleSpool spool = SampleSpool.in(spoolFolder)) {
        source.writeTo(spool);
        return writer.stream(out, spool::copyTo);
      }
    };
  }

  /**
   * Checks that a file can have a sample rate.
   *
   * @throws IllegalArgumentException with a sentence's part that says what it can have
   */
  public static void requireRate(AudioFormat format, int rate) {
    if (rate < LOWEST_RATE_HZ || rate > HIGHEST_RATE_HZ) {
      throw new IllegalArgumentException(
          "it takes " + LOWEST_RATE_HZ + " to " + HIGHEST_RATE_HZ + " Hz, not " + rate);
    }
    format.requireRate(rate);
  }
}
