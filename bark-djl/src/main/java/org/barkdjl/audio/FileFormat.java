package org.barkdjl.audio;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats of sound files. */
public enum FileFormat {
  /** WAV, PCM of 16 bits. */
  WAV(".wav"),
  /** WAV, PCM of 24 bits. */
  WAV24(".wav"),
  /** WAV, floats of 32 bits. */
  WAVF32(".wav"),
  /** FLAC of 16 bits. */
  FLAC(".flac"),
  /** Opus in Ogg. */
  OPUS(".opus", ".ogg"),
  MP3(".mp3");

  private final String ending;
  private final String otherEnding;

  FileFormat(String ending) {
    this(ending, ending);
  }

  FileFormat(String ending, String otherEnding) {
    this.ending = ending;
    this.otherEnding = otherEnding;
  }

  /** What users call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The usual ending of its files, with the dot. */
  public String ending() {
    return ending;
  }

  /** The ending of a file's name if this format has it, as it is written there. */
  public Optional<String> endingOf(String fileName) {
    return endings()
        .filter(ending -> fileName.toLowerCase(Locale.ROOT).endsWith(ending))
        .map(ending -> fileName.substring(fileName.length() - ending.length()))
        .findFirst();
  }

  /**
   * The format of that id.
   *
   * @throws IllegalArgumentException that lists them if there is none
   */
  public static FileFormat of(String id) {
    return Arrays.stream(values())
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no format '"
                        + id
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(FileFormat::id)
                            .collect(Collectors.joining(", "))));
  }

  /** The format that a file's ending means, in upper or lower case: of WAVs the first. */
  public static Optional<FileFormat> ofFile(String fileName) {
    return Arrays.stream(values())
        .filter(format -> format.endingOf(fileName).isPresent())
        .findFirst();
  }

  /** All endings, with their dots. */
  public static Stream<String> allEndings() {
    return Arrays.stream(values()).flatMap(FileFormat::endings).distinct();
  }

  private Stream<String> endings() {
    return Stream.of(ending, otherEnding);
  }
}
