package org.barkdjl.app.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.barkdjl.io.TemporaryFile;

/**
 * The folder that one run writes to, and no other meanwhile. The lock belongs to the process: it
 * ends with it, however it ends.
 */
public final class OutputFolder implements Closeable {
  private static final String LOCK = ".bark-batch.lock";
  private static final String MANIFEST_COPY = ".bark-manifest.tmp";

  /** Audio that is being written: names of batches alone, as those of others may be in use. */
  private static final String UNFINISHED = ".bark-item-%s.tmp";

  private final Path path;
  private final FileChannel lock;

  private OutputFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder, which is created where it is missing, and clears it of what a killed run
   * left.
   *
   * @throws IOException if it cannot be written, or another run has it
   */
  public static OutputFolder take(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new IOException("Cannot write to " + path + ": it is a file, not a folder.");
    }
    FileChannel channel;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "Cannot write to the folder " + path + ": permission denied; choose another.", e);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "Cannot write to the folder " + path + ": " + e.getFile() + " is a file.", e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "it cannot be made" : e.getReason();
      throw new IOException(
          "Cannot write to the folder " + path + ": " + reason + "; choose another.", e);
    }
    OutputFolder folder = new OutputFolder(path, channel);
    try {
      folder.lock();
      folder.clear();
      return folder;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A name for an item's file until it is whole; of a killed run {@link #take} removes it. */
  static String unfinished() {
    return UNFINISHED.formatted(UUID.randomUUID());
  }

  public Path path() {
    return path;
  }

  /** Where this run's copy of the manifest goes. */
  public Path manifestCopy() {
    return path.resolve(MANIFEST_COPY);
  }

  /** Gives it back. The lock's file stays: removing it would take it from a run that waits. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(manifestCopy());
    lock.close();
  }

  private void lock() throws IOException {
    boolean taken;
    try {
      taken = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      taken = false;
    }
    if (!taken) {
      throw new IOException(
          "Another 'bark batch' is writing to "
              + path
              + "; wait for its end, or give another folder with -d (each shard needs its own).");
    }
  }

  private void clear() throws IOException {
    Files.deleteIfExists(manifestCopy());
    TemporaryFile.removeLeftovers(path);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(path, UNFINISHED.formatted("*"))) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}
