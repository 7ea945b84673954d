package org.barkdjl.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much a disk can take. */
@FunctionalInterface
public interface DiskSpace {
  /** What the operating system says. */
  DiskSpace SYSTEM = folder -> Files.getFileStore(folder).getUsableSpace();

  /** Left free beside what is written, for everything else on the disk. */
  long RESERVE_BYTES = 64L << 20;

  /** Bytes that can still be written into an existing folder. */
  long usableBytes(Path folder) throws IOException;

  /**
   * Checks before writing that a folder can take so much.
   *
   * @throws DiskSpaceException that says what is missing and what to do
   */
  default void require(Path folder, long bytes, String what) throws IOException {
    long usable = usableBytes(folder);
    if (usable - RESERVE_BYTES < bytes) {
      throw new DiskSpaceException(
          "%s needs %s in %s, where only %s are free; make room, or choose another disk."
              .formatted(what, ByteCount.of(bytes + RESERVE_BYTES), folder, ByteCount.of(usable)));
    }
  }
}
