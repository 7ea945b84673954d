package org.barkdjl.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells processes which folders others use: a shared lock on a file in the folder, from the first
 * use to the end of the process.
 */
public final class FolderUse {
  private static final String NAME = ".in-use";

  /** To the system a lock is the process's, so there is one a folder. */
  private static final Map<Path, FileLock> HELD = new HashMap<>();

  private FolderUse() {}

  /**
   * Uses a folder from now on.
   *
   * @return false if it is not there, or is being removed
   */
  public static boolean begin(Path folder) throws IOException {
    synchronized (HELD) {
      if (!Files.isDirectory(folder) || HELD.containsKey(folder.toRealPath())) {
        return Files.isDirectory(folder);
      }
      FileLock lock;
      try {
        FileChannel channel = open(folder);
        lock = channel.tryLock(0, Long.MAX_VALUE, true);
        if (lock == null || !Files.isDirectory(folder)) {
          channel.close();
          return false;
        }
      } catch (NoSuchFileException e) {
        return false;
      } catch (IOException e) {
        return true; // where nothing can be written or locked, nothing is removed either
      }
      HELD.put(folder.toRealPath(), lock);
      return true;
    }
  }

  /**
   * {@linkplain StagingFolder#discard Discards} a folder, unless a process uses it.
   *
   * @return whether it is gone; it also stays where this process may not move it
   */
  public static boolean discardUnused(Path folder) {
    synchronized (HELD) {
      try {
        if (HELD.containsKey(folder.toRealPath())) {
          return false;
        }
        try (FileChannel channel = open(folder)) {
          if (channel.tryLock() == null) {
            return false;
          }
          StagingFolder.discard(folder);
          return true;
        }
      } catch (IOException e) {
        return false;
      }
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(NAME),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }
}
