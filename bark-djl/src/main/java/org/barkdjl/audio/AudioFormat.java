package org.barkdjl.audio;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats of sound files. */
public enum AudioFormat {
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
  MP3(".mp3"),
  /** AAC in ADTS frames. */
  AAC(".aac"),
  /** PCM of 16 bits, little endian, and nothing else: no head, no tags. */
  PCM(".pcm");

  private final String ending;
  private final String otherEnding;

  AudioFormat(String ending) {
    this(ending, ending);
  }

  AudioFormat(String ending, String otherEnding) {
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

  /** Whether there is nothing in the world but Java that it needs. */
  public boolean isBuiltIn() {
    return this == WAV || this == WAV24 || this == WAVF32 || this == PCM;
  }

  /**
   * Checks that files of this format can have a sample rate.
   *
   * @throws IllegalArgumentException with a sentence's part that says what they can have
   */
  void requireRate(int sampleRateHz) {
    List<Integer> rates = rates();
    if (!rates.isEmpty() && !rates.contains(sampleRateHz)) {
      throw new IllegalArgumentException(
          "%s takes %s Hz, not %d"
              .formatted(
                  id(),
                  rates.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                  sampleRateHz));
    }
    // A frame's head has 16 bits for it, or for tens of it.
    if (this == FLAC && sampleRateHz > 65_535 && sampleRateHz % 10 != 0) {
      throw new IllegalArgumentException(
          "flac takes whole tens above 65535 Hz, not " + sampleRateHz);
    }
  }

  /** The rate at which samples of a rate are kept best: the same, if it can be. */
  int rateFor(int sourceRateHz) {
    List<Integer> rates = rates();
    return rates.isEmpty()
        ? sourceRateHz
        : rates.stream()
            .filter(rate -> rate >= sourceRateHz)
            .findFirst()
            .orElse(rates.get(rates.size() - 1));
  }

  /** The only rates that there are, rising; empty: all. */
  private List<Integer> rates() {
    return switch (this) {
      case OPUS -> List.of(8_000, 12_000, 16_000, 24_000, 48_000);
      case MP3 -> List.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);
      case AAC ->
          List.of(
              8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
              96_000);
      case WAV, WAV24, WAVF32, FLAC, PCM -> List.of();
    };
  }

  /**
   * The format of that id.
   *
   * @throws IllegalArgumentException that lists them if there is none
   */
  public static AudioFormat of(String id) {
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
                            .map(AudioFormat::id)
                            .collect(Collectors.joining(", "))));
  }

  /** The format that a file's ending means, in upper or lower case: of WAVs the first. */
  public static Optional<AudioFormat> ofFile(String fileName) {
    return Arrays.stream(values())
        .filter(format -> format.endingOf(fileName).isPresent())
        .findFirst();
  }

  /** All endings, with their dots. */
  public static Stream<String> allEndings() {
    return Arrays.stream(values()).flatMap(AudioFormat::endings).distinct();
  }

  private Stream<String> endings() {
    return Stream.of(ending, otherEnding);
  }
}
