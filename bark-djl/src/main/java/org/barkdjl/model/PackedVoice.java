package org.barkdjl.model;

import java.util.Objects;

/**
 * A voice of a model package.
 *
 * @param path relative to the package's folder, with '/'
 * @param bytes its size
 * @param sha256 its hash, hexadecimal
 */
public record PackedVoice(String path, long bytes, String sha256) {
  public PackedVoice {
    Objects.requireNonNull(path);
    Objects.requireNonNull(sha256);
  }
}
