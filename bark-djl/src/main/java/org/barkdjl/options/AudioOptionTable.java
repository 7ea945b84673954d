package org.barkdjl.options;

import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;

/** The options of a sound file: what kind of one is written. */
public final class AudioOptionTable {
  /** Louder is full scale; what is softer than this counts as silence. */
  private static final double LOWEST_LUFS = -70;

  /**
   * For mono what -16 is for stereo, podcasts' usual loudness: heard on two loudspeakers, mono is 3
   * dB louder than it is measured.
   */
  private static final double DEFAULT_LUFS = -19;

  public static final Option<Integer> SAMPLE_RATE =
      Option.of("sample-rate", "HZ", "Resample to this rate.", AudioOptionTable::hertz)
          .range(AudioEncoding.LOWEST_RATE_HZ + " to " + AudioEncoding.HIGHEST_RATE_HZ)
          .otherwise("the model's, 24000");

  public static final OptionTable<AudioOptions> OPTIONS =
      OptionTable.of(AudioOptions.DEFAULT)
          .with(
              Option.of(
                      "format",
                      "FORMAT",
                      "wav (16 bits), wav24, wavf32 (floats), pcm (16 bits, no head), flac, opus, mp3 or"
                          + " aac; the last four need ffmpeg.",
                      AudioFormat::of)
                  .otherwise("by the ending of the file, else wav"),
              AudioOptions::withFormat)
          // After the format, which may not have the rate.
          .with(SAMPLE_RATE, AudioOptions::withSampleRate)
          .with(
              Option.of(
                  "normalize",
                  "[LUFS]",
                  "Bring the audio to this integrated loudness (EBU R 128), as far as peaks stay"
                      + " under -1 dBFS; "
                      + DEFAULT_LUFS
                      + " if no number follows. With '-o -' the audio then comes at the end.",
                  AudioOptionTable::lufs),
              AudioOptions::withLoudness);

  private AudioOptionTable() {}

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
