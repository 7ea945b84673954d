package org.barkdjl.model;

import java.nio.file.Path;
import java.util.Set;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;

/** A model that is of no use until it is installed again. */
public final class BrokenModelException extends ModelException {
  private final transient Manifest manifest;
  private final transient Path folder;
  private final transient Set<Precision> precisions;

  BrokenModelException(String message, Manifest manifest, Path folder) {
    this(message, manifest, folder, manifest.precisions());
  }

  BrokenModelException(String message, Manifest manifest, Path folder, Set<Precision> precisions) {
    super(message);
    this.manifest = manifest;
    this.folder = folder;
    this.precisions = precisions;
  }

  /** Says where the model came from. */
  public Manifest manifest() {
    return manifest;
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** In which it is needed, those that are there included. */
  public Set<Precision> precisions() {
    return precisions;
  }
}
