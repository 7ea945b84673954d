package org.barkdjl.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file that is either whole or not there: to a temporary file in the same folder, then
 * renamed. Devices and pipes, which cannot be renamed onto, are written directly.
 */
public final class AtomicFile {
  /** A disk with less than a buffer of space is taken to be full. */
  private static final long FULL_BYTES = 16 << 10;

  /** What goes into the file. The stream is buffered, and closed for the caller. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What goes into a file whose beginning is known at the end only, such as a size. */
  @FunctionalInterface
  public interface PatchedContent {
    /**
     * Writes the content.
     *
     * @return bytes that take the place of the first ones; where the target cannot be sought, such
     *     as a pipe, they are left as they were written
     */
    byte[] writeTo(OutputStream out) throws IOException;

    /** What the file is to be called, beside the target, now that it is written. */
    default Path name(Path target) {
      return target;
    }
  }

  private AtomicFile() {}

  /**
   * Writes {@code target}, replacing a file of that name.
   *
   * @throws IOException with a sentence that names {@code target} and the reason; an older file is
   *     then untouched, and no temporary file is left
   */
  public static void write(Path target, Content content) throws IOException {
    writePatched(
        target,
        out -> {
          content.writeTo(out);
          return new byte[0];
        });
  }

  /** Writes {@code target} like {@link #write}, and its beginning once more. */
  public static void writePatched(Path target, PatchedContent content) throws IOException {
    // A short name of its own: the target's may already be as long as the file system allows.
    writePatched(target, ".bark-" + UUID.randomUUID() + ".tmp", content);
  }

  /**
   * The same by a temporary file whose name the caller knows, to remove it if the process is
   * killed. There must be none of that name.
   *
   * @param temporary a name in the folder of {@code target}
   */
  public static void writePatched(Path target, String temporary, PatchedContent content)
      throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException("Cannot write " + target + ": it is a folder; give a file name.");
    }
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
          content.writeTo(out);
        }
      } else {
        // A link keeps pointing at its file, whose content is what the caller wants replaced.
        Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        writeBeside(file, file.resolveSibling(temporary), target, content);
      }
    } catch (FolderMissingException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("Cannot write " + target + ": " + reason(e), e);
    }
  }

  private static void writeBeside(Path file, Path temporary, Path target, PatchedContent content)
      throws IOException {
    Path folder = file.getParent();
    if (!Files.isDirectory(folder)) {
      throw new FolderMissingException(target, folder);
    }
    try {
      byte[] beginning;
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        beginning = content.writeTo(out);
      }
      // To the disk before the rename, or a crash could leave the name on a file without its data.
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer patch = ByteBuffer.wrap(beginning);
        while (patch.hasRemaining()) {
          channel.write(patch, patch.position());
        }
        channel.force(true);
      }
      Files.move(
          temporary,
          content.name(file),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      if (isFull(folder)) {
        throw new IOException("the disk is full; make room, or choose another place.", e);
      }
      throw e;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The system's own words are in the user's language, so the disk is asked. */
  private static boolean isFull(Path folder) {
    try {
      return DiskSpace.SYSTEM.usableBytes(folder) < FULL_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied; choose another place.";
    }
    if (e instanceof NoSuchFileException) {
      return "the unfinished file beside it, or its folder, was removed meanwhile.";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }

  private static final class FolderMissingException extends IOException {
    FolderMissingException(Path target, Path folder) {
      super(
          "Cannot write "
              + target
              + ": there is no folder "
              + folder
              + "; create it or choose another place.");
    }
  }
}
