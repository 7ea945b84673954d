package org.barkdjl.hub;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a repository.
 *
 * @param repository at a commit, if the hub told it
 * @param path in the repository, with '/'
 * @param bytes its size; negative if not known yet
 * @param etag the hub's name of its content, often a hash; empty if not known yet
 * @param cached where it lies in the local cache
 */
public record HubFile(
    HubRepository repository, String path, long bytes, String etag, Optional<Path> cached) {

  static HubFile unknown(HubRepository repository, String path) {
    return new HubFile(repository, path, -1, "", Optional.empty());
  }

  static HubFile cached(HubRepository repository, String path, Path file, long bytes) {
    return new HubFile(repository, path, bytes, "", Optional.of(file));
  }

  boolean isKnown() {
    return bytes >= 0 && !etag.isEmpty();
  }

  @Override
  public String toString() {
    return repository + "/" + path;
  }
}
