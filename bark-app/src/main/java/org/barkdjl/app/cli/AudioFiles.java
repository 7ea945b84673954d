package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.AudioOptions;

/** Finds out how the sound files are written that a line asks for. */
public final class AudioFiles {
  private AudioFiles() {}

  /**
   * The format of a file: the one that is said, else by its name's ending; without one it is WAV.
   *
   * @param file empty: a stream
   * @throws UsageException if the ending is not known
   */
  public static AudioFormat format(AudioOptions options, Optional<Path> file) {
    if (options.format().isPresent() || file.isEmpty()) {
      return options.format().orElse(AudioFormat.WAV);
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
   * How a file of a format is written; see {@link AudioOptions#encoding}.
   *
   * @throws UsageException if the format cannot have the rate
   * @throws IOException if the format needs an ffmpeg that is not installed
   */
  public static AudioEncoding encoding(
      AudioOptions options, AudioFormat format, Path spoolFolder, Map<String, String> environment)
      throws IOException {
    try {
      return options.encoding(format, spoolFolder, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Option --" + AudioOptionTable.SAMPLE_RATE.name() + ": " + e.getMessage() + ".");
    }
  }
}
