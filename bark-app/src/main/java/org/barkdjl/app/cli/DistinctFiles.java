package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps a run from writing over what it reads, or twice over the same file. */
public final class DistinctFiles {
  /** The kernel's own limit for links that lead to links. */
  private static final int MAX_LINKS = 40;

  private DistinctFiles() {}

  /**
   * Checks that each output is a file of its own, whatever names and links lead to it. Devices and
   * pipes take everything.
   *
   * @param inputs what is read; one may be read twice
   * @throws UsageException naming two that are the same
   */
  public static void check(Collection<Path> inputs, Collection<Path> outputs) throws IOException {
    List<Path> others = new ArrayList<>(inputs);
    for (Path output : outputs) {
      Optional<Path> same = same(output, others);
      if (same.isPresent()) {
        throw new UsageException(
            same.get().equals(output)
                ? "The file " + output + " is named twice: give each input and output its own."
                : "%s and %s are the same file: give each input and output its own."
                    .formatted(same.get(), output));
      }
      others.add(output);
    }
  }

  /** Which of the others is the same file as an output. */
  public static Optional<Path> same(Path output, Collection<Path> others) throws IOException {
    if (Output.isDevice(output)) {
      return Optional.empty();
    }
    Path real = real(output);
    for (Path other : others) {
      // Hard links are the same only by their content; a file that is not there yet, only by name.
      if (real(other).equals(real)
          || (Files.exists(output) && Files.exists(other) && Files.isSameFile(output, other))) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  /** Where a name leads, be a file there or not. */
  private static Path real(Path file) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    for (int links = 0; Files.isSymbolicLink(target) && links < MAX_LINKS; links++) {
      target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
    }
    Path folder = target.getParent();
    return folder != null && Files.isDirectory(folder)
        ? folder.toRealPath().resolve(target.getFileName())
        : target;
  }
}
