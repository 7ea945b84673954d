package org.barkdjl.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one at a time work on a folder: a file lock keeps processes apart, a monitor this one's
 * threads. The system drops the lock of a process that dies.
 */
public final class FolderLock {
  private static final String NAME = ".lock";

  /** A monitor a folder: to the system a file lock is the process's, whichever thread asks. */
  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  /** What is done under the lock. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  private FolderLock() {}

  /**
   * Waits for the folder, which is made if it is missing, and runs the work.
   *
   * @param waiting called once if another process holds the lock
   */
  public static <T> T hold(Path folder, Runnable waiting, Work<T> work) throws IOException {
    Files.createDirectories(folder);
    synchronized (MONITORS.computeIfAbsent(folder.toRealPath(), path -> new Object())) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel, waiting)) {
        if (!lock.isValid()) {
          throw new IOException("Cannot lock " + folder.resolve(NAME) + ".");
        }
        return work.run();
      }
    }
  }

  private static FileLock lock(FileChannel channel, Runnable waiting) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    waiting.run();
    return channel.lock();
  }
}
