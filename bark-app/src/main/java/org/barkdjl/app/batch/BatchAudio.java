package org.barkdjl.app.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.app.cli.AudioFiles;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.error.InputException;
import org.barkdjl.options.AudioOptions;

/** What kinds of sound files the items of a batch become. */
final class BatchAudio {
  private final BatchArguments arguments;
  private final Map<String, String> environment;
  private final AudioFormat usual;
  private final Map<AudioFormat, AudioEncoding> encodings = new EnumMap<>(AudioFormat.class);

  /**
   * @throws UsageException if options contradict each other
   * @throws IOException if the usual format needs an ffmpeg that is not installed
   */
  BatchAudio(BatchArguments arguments, Map<String, String> environment) throws IOException {
    this.arguments = arguments;
    this.environment = environment;
    Optional<AudioFormat> asked = arguments.audio().format();
    Optional<AudioFormat> named = arguments.name().format();
    usual = asked.or(() -> named).orElse(AudioFormat.WAV);
    if (named.isPresent() && usual.endingOf(arguments.name().pattern()).isEmpty()) {
      throw new UsageException(
          "The ending of --name is not that of " + usual.id() + ", which --format asks for.");
    }
    encoding(usual);
  }

  /** The format of items that ask for none. */
  AudioFormat usual() {
    return usual;
  }

  /**
   * The file that an item asks for itself.
   *
   * @throws InputException if it cannot be made
   */
  OutputName given(String name) {
    OutputName given;
    try {
      given = OutputName.given(name, arguments.audio().format(), usual);
    } catch (IllegalArgumentException e) {
      throw new InputException("Field 'out': " + e.getMessage() + ".", e);
    }
    try {
      encoding(given.format());
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e);
    }
    return given;
  }

  /** What of all this shapes a file of that format, for fingerprints. */
  List<String> shape(AudioFormat format) {
    AudioOptions audio = arguments.audio();
    List<String> shape = new ArrayList<>();
    if (format != AudioFormat.WAV) {
      shape.add("format=" + format.id());
    }
    audio.sampleRateHz().ifPresent(rate -> shape.add("sample-rate=" + rate));
    audio.loudnessLufs().ifPresent(lufs -> shape.add("normalize=" + lufs));
    return shape;
  }

  /**
   * How files of a format are written.
   *
   * @throws UsageException if the format cannot have the rate
   * @throws IOException if the format needs an ffmpeg that is not installed
   */
  AudioEncoding encoding(AudioFormat format) throws IOException {
    AudioEncoding known = encodings.get(format);
    if (known == null) {
      known = AudioFiles.encoding(arguments.audio(), format, arguments.folder(), environment);
      encodings.put(format, known);
    }
    return known;
  }
}
