package org.barkdjl.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A file beside the one that it becomes, removed when it is closed. It is locked as long as its
 * writer lives, so that the next one to write there can tell what a killed one left.
 */
public final class TemporaryFile implements Closeable {
  /** Its own process's are known by the number in them: a look at their locks would end these. */
  private static final String OF_PROCESS = ".bark-" + ProcessHandle.current().pid() + "-";

  private static final Pattern NAME = Pattern.compile("\\.bark-(\\d+-)?[0-9a-f-]{36}\\.tmp");

  private final Path path;
  private final FileChannel channel;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** An empty one in a folder, of a short name: the one it gets may be as long as is possible. */
  public static TemporaryFile in(Path folder) throws IOException {
    while (true) {
      TemporaryFile file = at(folder.resolve(OF_PROCESS + UUID.randomUUID() + ".tmp"));
      if (file.isLocked() && Files.exists(file.path)) {
        return file;
      }
      // Taken for a left one before it was locked.
      file.close();
    }
  }

  /** An empty one that somebody else looks after; there must be none of that name. */
  public static TemporaryFile at(Path path) throws IOException {
    try {
      return new TemporaryFile(
          path,
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(path.getParent())) {
        throw e;
      }
      throw new IOException("the system makes no files in its folder; choose another place.", e);
    }
  }

  /** Removes what killed processes left of {@link #in}; what still has a writer stays. */
  public static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".bark-*.tmp")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (NAME.matcher(name).matches() && !name.startsWith(OF_PROCESS)) {
          removeIfLeft(file);
        }
      }
    }
  }

  /** Its content; not to be closed but with this. */
  public FileChannel channel() {
    return channel;
  }

  /** Gives it its place, with what is in it on the disk, replacing a file of that name at once. */
  void moveTo(Path target) throws IOException {
    // Before the rename, or a crash could leave the name on a file without its data.
    channel.force(true);
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } finally {
      channel.close();
    }
  }

  /** Where the file system has no locks, nobody can take it for left. */
  private boolean isLocked() {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return true;
    }
  }

  private static void removeIfLeft(Path file) {
    try (FileChannel left = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = left.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Finished, or removed by another.
    } catch (IOException e) {
      // Another user's, or no locks here: it disturbs nobody.
    }
  }
}
