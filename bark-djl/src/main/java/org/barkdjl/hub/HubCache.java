package org.barkdjl.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The cache that Hugging Face's Python library keeps: {@code models--OWNER--NAME} with {@code
 * refs/REVISION} (a commit), {@code snapshots/COMMIT/PATH} (links) and {@code blobs/ETAG}. It is
 * only read.
 */
record HubCache(Path folder) {
  /** A ref is a commit's 40 digits. */
  private static final long MAX_REF_BYTES = 100;

  /** The repository at the commit that the cache has for its revision. */
  Optional<HubRepository> pinned(HubRepository repository) throws IOException {
    String commit = repository.revision();
    if (!HubRepository.isCommit(commit)) {
      Path ref = of(repository).resolve("refs").resolve(repository.revision());
      if (!Files.isRegularFile(ref) || Files.size(ref) > MAX_REF_BYTES) {
        return Optional.empty();
      }
      commit = Files.readString(ref).strip();
    }
    return HubRepository.isCommit(commit) && Files.isDirectory(snapshot(repository, commit))
        ? Optional.of(repository.at(commit))
        : Optional.empty();
  }

  /** The file of a pinned repository, if it is there and its content is what its name promises. */
  Optional<HubFile> find(HubRepository pinned, String path) throws IOException {
    Path file = snapshot(pinned, pinned.revision()).resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Path blob = file.toRealPath();
    return ContentHash.matches(blob, blob.getFileName().toString())
        ? Optional.of(HubFile.cached(pinned, path, file, Files.size(file)))
        : Optional.empty();
  }

  private Path snapshot(HubRepository repository, String commit) {
    return of(repository).resolve("snapshots").resolve(commit);
  }

  private Path of(HubRepository repository) {
    return folder.resolve("models--" + repository.id().replace("/", "--"));
  }
}
