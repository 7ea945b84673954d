package org.barkdjl.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * How ffmpeg makes a format.
 *
 * <p>It gets a WAV on its standard input, whose tags it carries over. So no text stands on its
 * command line, which would have to be escaped, and bounded; and nothing is a file name to it.
 */
enum FfmpegCodec {
  /** Of the very samples that a WAV of 16 bits has. */
  FLAC("flac", "flac", SampleCoding.PCM16, ""),
  /** Of 64 kbit/s, at which speech is not told from the original. */
  OPUS("libopus", "ogg", SampleCoding.PCM24, "64k"),
  /**
   * Of a constant 96 kbit/s: players tell the length by the size, as a stream's head cannot know
   * it.
   */
  MP3("libmp3lame", "mp3", SampleCoding.PCM24, "96k"),
  /** Of 96 kbit/s, in frames that each tell how to play them, so that it can be streamed. */
  AAC("aac", "adts", SampleCoding.PCM24, "96k");

  /**
   * ffmpeg puts the size of an MP3's tags in their head as long as they are in its buffer, 32 KiB;
   * this many code points fit with all others.
   */
  private static final int MP3_TEXT_LENGTH = 6_000;

  private final String encoder;
  private final String muxer;
  private final SampleCoding input;
  private final String bitRate;

  FfmpegCodec(String encoder, String muxer, SampleCoding input, String bitRate) {
    this.encoder = encoder;
    this.muxer = muxer;
    this.input = input;
    this.bitRate = bitRate;
  }

  /**
   * @throws IllegalArgumentException if ffmpeg is not needed for it
   */
  static FfmpegCodec of(AudioFormat format) {
    return valueOf(format.name());
  }

  /** What ffmpeg calls it. */
  String encoder() {
    return encoder;
  }

  /** How the samples are coded that it gets. */
  SampleCoding input() {
    return input;
  }

  /** Code points of the text that may stand in the tags. */
  int textLength() {
    return this == MP3 ? MP3_TEXT_LENGTH : AudioTags.TEXT_LENGTH;
  }

  /** Arguments: from a WAV on standard input to standard output, the same bytes each time. */
  List<String> arguments(AudioTags tags) {
    List<String> line = new ArrayList<>(List.of("-hide_banner", "-nostats", "-loglevel", "error"));
    line.addAll(List.of("-f", "wav", "-ignore_length", "1", "-i", "pipe:0"));
    line.addAll(List.of("-c:a", encoder));
    if (!bitRate.isEmpty()) {
      line.addAll(List.of("-b:a", bitRate));
    }
    line.addAll(List.of("-metadata", "encoded_by=" + tags.info().get("ISFT")));
    line.addAll(List.of("-fflags", "+bitexact", "-flags:a", "+bitexact"));
    line.addAll(List.of("-f", muxer, "pipe:1"));
    return line;
  }
}
