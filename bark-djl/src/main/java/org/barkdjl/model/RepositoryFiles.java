package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.barkdjl.checkpoint.BarkFileFinder;
import org.barkdjl.checkpoint.ShardedCheckpoint;
import org.barkdjl.error.ModelException;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubFile;
import org.barkdjl.hub.HubRepository;

/**
 * Chooses the files of a Bark in a repository: safetensors before {@code pytorch_model.bin} before
 * Suno's own files, large before small.
 */
final class RepositoryFiles {
  private static final List<String> SINGLE = List.of("model.safetensors", "pytorch_model.bin");
  private static final List<String> INDEX =
      List.of(ShardedCheckpoint.SAFETENSORS_INDEX, ShardedCheckpoint.TORCH_INDEX);

  private final HubClient hub;
  private final Downloads downloads;
  private final List<HubFile> files = new ArrayList<>();
  private HubRepository repository;
  private boolean suno;

  private RepositoryFiles(HubClient hub, HubRepository repository, Downloads downloads) {
    this.hub = hub;
    this.repository = repository;
    this.downloads = downloads;
  }

  /**
   * Asks the hub what there is, and fetches the small files that say what else is needed.
   *
   * @throws ModelException if the repository holds no Bark
   */
  static RepositoryFiles choose(HubClient hub, HubRepository repository, Downloads downloads)
      throws IOException {
    RepositoryFiles chosen = new RepositoryFiles(hub, repository, downloads);
    Optional<HubFile> config = chosen.find("config.json");
    if (config.isEmpty() || !chosen.hasHubWeights()) {
      chosen.sunoWeights();
      return chosen;
    }
    chosen.files.add(config.get());
    return chosen;
  }

  /** The repository at the commit that the files are of. */
  HubRepository repository() {
    return repository;
  }

  List<HubFile> files() {
    return List.copyOf(files);
  }

  long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.bytes())).sum();
  }

  /** Whether they are in Suno's layout, with a training's state and without a codec. */
  boolean suno() {
    return suno;
  }

  private boolean hasHubWeights() throws IOException {
    for (int i = 0; i < SINGLE.size(); i++) {
      Optional<HubFile> single = find(SINGLE.get(i));
      if (single.isPresent()) {
        files.add(single.get());
        return true;
      }
      Optional<HubFile> index = find(INDEX.get(i));
      if (index.isPresent()) {
        files.add(index.get());
        Path local = downloads.fetch(hub, List.of(index.get())).get(0);
        for (String shard : new TreeSet<>(ShardedCheckpoint.shardNames(local).values())) {
          files.add(need(shard));
        }
        return true;
      }
    }
    return false;
  }

  private void sunoWeights() throws IOException {
    suno = true;
    for (List<String> set : List.of(BarkFileFinder.SUNO_LARGE, BarkFileFinder.SUNO_SMALL)) {
      Optional<HubFile> first = find(set.get(0));
      if (first.isPresent()) {
        files.add(first.get());
        for (String name : set.subList(1, set.size())) {
          files.add(need(name));
        }
        return;
      }
    }
    throw new ModelException(
        "%s holds no Bark: neither a config.json with model.safetensors or pytorch_model.bin, nor Suno's %s or %s."
            .formatted(
                repository,
                String.join(", ", BarkFileFinder.SUNO_LARGE),
                String.join(", ", BarkFileFinder.SUNO_SMALL)));
  }

  private HubFile need(String path) throws IOException {
    return find(path)
        .orElseThrow(
            () -> new ModelException(repository + " lacks " + path + ", which its Bark needs."));
  }

  private Optional<HubFile> find(String path) throws IOException {
    Optional<HubFile> found = hub.find(repository, path);
    found.ifPresent(file -> repository = file.repository());
    return found;
  }
}
