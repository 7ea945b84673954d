package org.barkdjl.model;

import java.util.Objects;
import org.barkdjl.voice.Voice;

/**
 * A voice of a model package.
 *
 * @param path relative to the package's folder, with '/'
 * @param bytes its size
 * @param sha256 its hash, hexadecimal
 * @param codec the codec whose codes it says it holds; null if it does not say
 */
public record PackedVoice(String path, long bytes, String sha256, String codec) {
  public PackedVoice {
    Objects.requireNonNull(path);
    Objects.requireNonNull(sha256);
  }

  /** What users call it: {@code v2/en_speaker_6}. */
  String name() {
    return path.substring(ModelPackage.VOICES.length() + 1, path.length() - Voice.SUFFIX.length());
  }
}
