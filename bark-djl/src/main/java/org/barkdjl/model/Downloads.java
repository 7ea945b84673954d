package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubDownload;
import org.barkdjl.hub.HubFile;
import org.barkdjl.hub.HubRepository;
import org.barkdjl.io.FolderTree;

/**
 * Where the files of a repository are downloaded to: a folder a commit, in which they lie as in the
 * repository. What the hub's cache holds is linked, not copied.
 *
 * @param folder that of the repository, with a folder a commit
 */
record Downloads(Path folder) {
  static Downloads of(Path root, HubRepository repository) {
    return new Downloads(root.resolve("downloads").resolve(repository.id().replace("/", "--")));
  }

  /** The folder of a repository at a commit. */
  Path of(HubRepository repository) {
    return folder.resolve(repository.revision().replace("/", "--"));
  }

  /** Fetches files into the folder of their commit, each at its path. */
  List<Path> fetch(HubClient hub, List<HubFile> files) throws IOException {
    List<HubDownload> wanted = new ArrayList<>();
    for (HubFile file : files) {
      wanted.add(new HubDownload(file, place(file)));
    }
    return fetchAll(hub, wanted);
  }

  Path place(HubFile file) {
    return of(file.repository()).resolve(file.path());
  }

  static List<Path> fetchAll(HubClient hub, List<HubDownload> wanted) throws IOException {
    List<Path> fetched = hub.fetch(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      link(wanted.get(i).target(), fetched.get(i));
    }
    return wanted.stream().map(HubDownload::target).toList();
  }

  /** Bytes that earlier runs left in the folder of that repository, whole or in part. */
  long presentBytes(HubRepository repository) throws IOException {
    return new FolderTree(of(repository)).bytes();
  }

  /** Removes downloads of other commits that were never finished. */
  void removeUnfinishedBut(HubRepository repository) throws IOException {
    List<Path> others;
    try (Stream<Path> commits = Files.list(folder)) {
      others =
          commits
              .filter(Files::isDirectory)
              .filter(commit -> !commit.equals(of(repository)))
              .toList();
    }
    for (Path other : others) {
      boolean unfinished;
      try (Stream<Path> files = Files.walk(other)) {
        unfinished = files.anyMatch(file -> file.toString().endsWith(".part"));
      }
      if (unfinished) {
        new FolderTree(other).remove();
      }
    }
  }

  private static void link(Path target, Path file) throws IOException {
    if (target.equals(file)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    try {
      Files.createSymbolicLink(target, file.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      // Windows lets only some users make links.
      Files.copy(file, target);
    }
  }
}
