package org.barkdjl.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.barkdjl.device.Precision;

/**
 * A model to install from files.
 *
 * @param origin its name, and what its manifest says of it
 * @param files folders and files: a Bark in the Hub's layout or in Suno's, an EnCodec, voices
 * @param precisions definite ones, one at least
 * @param replace whether an installed model of that name gives way
 */
public record InstallRequest(
    Origin origin, List<Path> files, Set<Precision> precisions, boolean replace) {
  public InstallRequest {
    Objects.requireNonNull(origin);
    files = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
    precisions = Set.copyOf(precisions);
    if (precisions.isEmpty() || precisions.contains(Precision.AUTO)) {
      throw new IllegalArgumentException("a model is installed in definite precisions");
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a model is installed from files");
    }
  }
}
