package org.barkdjl.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barkdjl.io.AtomicFile;

/**
 * Where the audio goes.
 *
 * @param file the file; empty: standard output
 */
public record Output(Optional<Path> file) {
  /** Where the audio goes if nothing is said. */
  public static final String DEFAULT = "bark.wav";

  /** The output that {@code -o} names. */
  public static Output of(String name) {
    return new Output(
        name.equals("-") ? Optional.empty() : Optional.of(OptionValues.path(name, "--output")));
  }

  /** Finds out before the work what would make its result unwritable after it. */
  public void check(Terminal terminal) throws IOException {
    if (file.isPresent()) {
      checkWritable(file.get());
    } else if (terminal.outIsTerminal()) {
      throw new UsageException(
          "Audio does not go to a terminal: use -o FILE, or a pipe behind '-o -'.");
    }
  }

  /** Where much may be kept until it is written: on the disk of the file. */
  public Path spoolFolder() {
    return file.filter(target -> !isDevice(target))
        .map(target -> target.toAbsolutePath().getParent())
        .orElse(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Writes a file whole or not at all, replacing one of that name; a stream as the bytes come. */
  public void write(Terminal terminal, AtomicFile.PatchedContent content) throws IOException {
    if (file.isPresent()) {
      AtomicFile.writePatched(file.get(), content);
      return;
    }
    OutputStream out = new BufferedOutputStream(new Pipe(terminal.out()));
    content.writeTo(out);
    out.flush();
  }

  /** Whether it is there as a device or a pipe, which is written as it is. */
  public static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  /** Throws if a file of that name cannot be written, as far as one can tell beforehand. */
  public static void checkWritable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("Cannot write " + file + ": it is a folder; give a file name.");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "Cannot write " + file + ": there is no folder " + folder + "; create it first.");
    }
    Path needed = isDevice(file) ? file : folder;
    if (!Files.isWritable(needed)) {
      throw new IOException("Cannot write " + file + ": " + needed + " is not writable.");
    }
    AtomicFile.check(file);
  }
}
