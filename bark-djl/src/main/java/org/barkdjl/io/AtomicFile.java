package org.barkdjl.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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

  /**
   * Writes {@code target} like {@link #write}, and its beginning once more. Removes the temporary
   * files in its folder whose writers were killed.
   */
  public static void writePatched(Path target, PatchedContent content) throws IOException {
    write(
        target,
        content,
        folder -> {
          TemporaryFile.removeLeftovers(folder);
          return TemporaryFile.in(folder);
        });
  }

  /**
   * The same by a temporary file whose name the caller knows, to remove it if the process is
   * killed. There must be none of that name.
   *
   * @param temporary a name in the folder of {@code target}
   */
  public static void writePatched(Path target, String temporary, PatchedContent content)
      throws IOException {
    write(target, content, folder -> TemporaryFile.at(folder.resolve(temporary)));
  }

  /**
   * Finds out whether {@code target} could be written now, and under its {@linkplain PartialName
   * partial name}, too; leaves everything as it is.
   *
   * @throws IOException as {@link #write} would, at the end of all work
   */
  public static void check(Path target) throws IOException {
    try {
      if (!isDirect(target)) {
        Path file = file(target);
        requireName(file);
        requireName(PartialName.of(file));
        TemporaryFile.in(file.getParent()).close();
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  @FunctionalInterface
  private interface Opening {
    TemporaryFile in(Path folder) throws IOException;
  }

  private static void write(Path target, PatchedContent content, Opening opening)
      throws IOException {
    try {
      if (isDirect(target)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
          content.writeTo(out);
        }
      } else {
        Path file = file(target);
        try (TemporaryFile temporary = opening.in(file.getParent())) {
          write(file, content, temporary);
        }
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  private static void write(Path file, PatchedContent content, TemporaryFile temporary)
      throws IOException {
    FileChannel channel = temporary.channel();
    try {
      OutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void close() throws IOException {
              flush(); // The beginning is still to be written.
            }
          };
      ByteBuffer patch = ByteBuffer.wrap(content.writeTo(out));
      out.flush();
      while (patch.hasRemaining()) {
        channel.write(patch, patch.position());
      }
      temporary.moveTo(content.name(file));
    } catch (IOException e) {
      if (isFull(file.getParent())) {
        throw new IOException("the disk is full; make room, or choose another place.", e);
      }
      throw e;
    }
  }

  /** Devices and pipes, which cannot be renamed onto. */
  private static boolean isDirect(Path target) {
    return Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target);
  }

  /** A link keeps pointing at its file, whose content is what the caller wants replaced. */
  private static Path file(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException("it is a folder; give a file name.");
    }
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    if (!Files.isDirectory(file.getParent())) {
      throw new IOException(
          "there is no folder " + file.getParent() + "; create it or choose another place.");
    }
    return file;
  }

  private static void requireName(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // The name is free.
    }
  }

  private static IOException failure(Path target, IOException e) {
    return new IOException("Cannot write " + target + ": " + reason(e), e);
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
}
