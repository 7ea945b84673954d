package org.barkdjl.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.audio.AudioSource;
import org.barkdjl.audio.Ffmpeg;

/** The formats that this machine can write. */
final class Encodings {
  private final Map<AudioFormat, AudioEncoding> encodings = new EnumMap<>(AudioFormat.class);
  private final List<String> missing = new ArrayList<>();
  private Optional<Ffmpeg> ffmpeg = Optional.empty();

  /**
   * Looks for ffmpeg.
   *
   * @param environment the environment variables
   * @param spoolFolder where samples may be kept for a while
   */
  static Encodings find(Map<String, String> environment, Path spoolFolder) {
    Encodings found = new Encodings();
    for (AudioFormat format : SpeechCall.FORMATS) {
      try {
        Optional<Ffmpeg> program =
            format.isBuiltIn() ? Optional.empty() : Optional.of(Ffmpeg.find(environment, format));
        found.ffmpeg = found.ffmpeg.or(() -> program);
        found.encodings.put(
            format,
            new AudioEncoding(
                format, OptionalInt.empty(), OptionalDouble.empty(), program, spoolFolder));
      } catch (IOException e) {
        found.missing.add(e.getMessage());
      }
    }
    return found;
  }

  Set<AudioFormat> formats() {
    return encodings.keySet();
  }

  /** Why others are not there, for the log. */
  List<String> missing() {
    return missing;
  }

  boolean canChangeSpeed() {
    return ffmpeg.isPresent();
  }

  /**
   * A source at another speed.
   *
   * @param speed so many times as fast
   * @throws ApiException if there is nothing that changes it
   */
  AudioSource paced(AudioSource source, int sampleRateHz, double speed) {
    if (speed == 1) {
      return source;
    }
    return ffmpeg
        .orElseThrow(
            () ->
                ApiException.badField(
                    "speed",
                    "This server cannot change the speed, as it has no ffmpeg; install one there,"
                        + " or leave 'speed' at 1."))
        .paced(source, sampleRateHz, speed);
  }

  /**
   * Checks that a text can be spoken in the way that is asked for.
   *
   * @throws ApiException if not
   */
  void check(SpeechCall call) {
    of(call.format());
    paced(sink -> {}, AudioEncoding.HIGHEST_RATE_HZ, call.speed());
  }

  /**
   * How a format is written.
   *
   * @throws ApiException if it cannot be
   */
  AudioEncoding of(AudioFormat format) {
    AudioEncoding encoding = encodings.get(format);
    if (encoding == null) {
      throw ApiException.badField(
          "response_format",
          "This server cannot write "
              + format.id()
              + ", as it has no ffmpeg that can; install one there, or ask for wav or pcm.");
    }
    return encoding;
  }
}
