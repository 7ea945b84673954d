package org.barkdjl.model;

import java.util.Objects;
import org.barkdjl.device.Precision;
import org.barkdjl.torchscript.ProgramText;

/**
 * A file of a model package.
 *
 * @param path relative to the package's folder, with '/'
 * @param part what it holds
 * @param precision that of its weights
 * @param bytes its size
 * @param sha256 its hash, hexadecimal
 */
public record ModelFile(String path, Part part, Precision precision, long bytes, String sha256) {
  public ModelFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(part);
    Objects.requireNonNull(precision);
    Objects.requireNonNull(sha256);
  }

  /** The programs of this version for such an archive. */
  ProgramText programs() {
    return switch (part) {
      case SEMANTIC, COARSE -> ProgramText.causal(precision);
      case FINE -> ProgramText.fine(precision);
      case CODEC -> ProgramText.codec();
    };
  }
}
