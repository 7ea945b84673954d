package org.barkdjl.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;

/** A temporary folder beside its final place: renamed when complete, else removed when closed. */
public final class StagingFolder implements Closeable {
  private static final String PREFIX = ".staging-";

  private final Path folder;

  private StagingFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes one in a folder, which is made, too, if it is missing. */
  public static StagingFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    // Not a temporary one of Java, which nobody else may read: a finished one may be shared.
    return new StagingFolder(Files.createDirectory(parent.resolve(PREFIX + UUID.randomUUID())));
  }

  /** Removes what runs that were killed left; call it only while no other can be at work. */
  public static void removeLeftovers(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (Stream<Path> children = Files.list(parent)) {
      for (Path child : children.filter(StagingFolder::isStaging).toList()) {
        new FolderTree(child).remove();
      }
    }
  }

  /** Takes a folder out of use at once, under a name that {@link #removeLeftovers} removes. */
  public static void discard(Path folder) throws IOException {
    Path away = folder.resolveSibling(PREFIX + "old-" + UUID.randomUUID());
    Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** Gives it its final place, where nothing may be, at once. */
  public void moveTo(Path target) throws IOException {
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    new FolderTree(folder).remove();
  }

  private static boolean isStaging(Path path) {
    return path.getFileName().toString().startsWith(PREFIX);
  }
}
