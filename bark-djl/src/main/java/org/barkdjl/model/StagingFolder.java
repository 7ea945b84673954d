package org.barkdjl.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** A temporary folder beside its final place: renamed when complete, else removed when closed. */
final class StagingFolder implements Closeable {
  private static final String PREFIX = ".staging-";

  private final Path folder;

  private StagingFolder(Path folder) {
    this.folder = folder;
  }

  static StagingFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new StagingFolder(Files.createTempDirectory(parent, PREFIX));
  }

  /** Removes what runs that were killed left; call it only while no other can be at work. */
  static void removeLeftovers(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (Stream<Path> children = Files.list(parent)) {
      for (Path child : children.filter(StagingFolder::isStaging).toList()) {
        remove(child);
      }
    }
  }

  /** Takes a folder out of use at once, under a name that {@link #removeLeftovers} removes. */
  static void discard(Path folder) throws IOException {
    Path away = folder.resolveSibling(PREFIX + "old-" + UUID.randomUUID());
    Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
  }

  Path path() {
    return folder;
  }

  void moveTo(Path target) throws IOException {
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    remove(folder);
  }

  private static boolean isStaging(Path path) {
    return path.getFileName().toString().startsWith(PREFIX);
  }

  /** Removes a folder with all that is in it; links are removed, not followed. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
