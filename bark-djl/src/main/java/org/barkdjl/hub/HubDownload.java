package org.barkdjl.hub;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file and where it shall lie.
 *
 * @param target replaced if it is there; beside it lies a {@code .part} until the file is whole
 * @param optional whether it does no harm if the repository lacks it; then nothing is at the target
 */
public record HubDownload(HubFile file, Path target, boolean optional) {
  public HubDownload {
    Objects.requireNonNull(file);
    target = target.toAbsolutePath();
  }

  /** A file that must be there. */
  public HubDownload(HubFile file, Path target) {
    this(file, target, false);
  }
}
