package org.barkdjl.app.cli;

import static org.barkdjl.app.cli.CommonOptions.value;

import java.util.List;
import org.apache.commons.cli.Option;

/** The options that say what kind of sound file is written. */
public final class AudioOptions {
  /**
   * For mono what -16 is for stereo, podcasts' usual loudness: heard on two loudspeakers, mono is 3
   * dB louder than it is measured.
   */
  static final double DEFAULT_LUFS = -19;

  public static final Option FORMAT =
      value(
          null,
          "format",
          "FORMAT",
          "wav (16 bits), wav24, wavf32 (floats), flac, opus or mp3; the last three need ffmpeg."
              + " Default: by the ending of the file, else wav.");
  public static final Option SAMPLE_RATE =
      value(
          null,
          "sample-rate",
          "HZ",
          "Resample to this rate, 8000 to 192000. Default: the model's, 24000.");
  public static final Option NORMALIZE =
      Option.builder()
          .longOpt("normalize")
          .optionalArg(true)
          .argName("LUFS")
          .desc(
              "Bring the audio to this integrated loudness (EBU R 128), as far as peaks stay under"
                  + " -1 dBFS; "
                  + DEFAULT_LUFS
                  + " if no number follows. With '-o -' the audio then comes at the end. Default:"
                  + " do not.")
          .get();

  public static final List<Option> ALL = List.of(FORMAT, SAMPLE_RATE, NORMALIZE);

  private AudioOptions() {}
}
