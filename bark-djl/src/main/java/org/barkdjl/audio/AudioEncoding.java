package org.barkdjl.audio;

/**
 * How samples become a sound file.
 *
 * @param format the format of the file
 */
public record AudioEncoding(FileFormat format) {
  /** A WAV of 16 bits. */
  public static final AudioEncoding DEFAULT = new AudioEncoding(FileFormat.WAV);

  /**
   * A writer of one file.
   *
   * @param sourceRateHz the rate of the samples that it will get
   * @param tags what the file says about its making
   */
  public AudioWriter writer(int sourceRateHz, AudioTags tags, AudioListener listener) {
    return switch (format) {
      case WAV -> new WavWriter(sourceRateHz, tags);
      case WAV24 -> new WavWriter(SampleCoding.PCM24, sourceRateHz, tags);
      case WAVF32 -> new WavWriter(SampleCoding.FLOAT32, sourceRateHz, tags);
      case FLAC, OPUS, MP3 -> throw new UnsupportedOperationException(format.id());
    };
  }
}
