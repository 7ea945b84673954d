package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barkdjl.app.cli.DistinctFiles;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.error.InputException;

/** Finds the manifest that a line names. */
final class BatchManifest {
  private static final int BLOCK = 1 << 16;

  private final BatchArguments arguments;

  BatchManifest(BatchArguments arguments) {
    this.arguments = arguments;
  }

  /**
   * Finds out before anything is written whether the file can be read.
   *
   * @throws InputException if not
   */
  void check() throws IOException {
    if (arguments.manifest().isEmpty()) {
      return;
    }
    Path file = arguments.manifest().get();
    if (Files.isDirectory(file)) {
      throw new InputException("Cannot read the manifest " + file + ": it is a folder.");
    }
    // A pipe must not be opened only to try.
    if (!Files.isReadable(file)) {
      throw new InputException(
          "Cannot read the manifest "
              + file
              + (Files.exists(file) ? ": permission denied." : ": there is no such file."));
    }
    Path results = arguments.folder().resolve(ResultFile.NAME);
    if (DistinctFiles.same(results, List.of(file)).isPresent()) {
      throw new UsageException(
          "The manifest %s is the file to which the results go, %s: give another folder with -d."
              .formatted(file, results));
    }
  }

  /**
   * Copies the manifest, which is read twice and slowly: it may be a pipe, and whoever edits the
   * file meanwhile shall do no harm.
   */
  ManifestSource copyTo(Path copy, InputStream stdin) throws IOException {
    try (InputStream in =
            arguments.manifest().isPresent()
                ? Files.newInputStream(arguments.manifest().get())
                : stdin;
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] block = new byte[BLOCK];
      for (int count = read(in, block); count >= 0; count = read(in, block)) {
        out.write(block, 0, count);
      }
    } catch (IOException e) {
      throw new IOException("Cannot copy the manifest to " + copy + ": " + FailureText.of(e), e);
    }
    return at(copy);
  }

  private int read(InputStream in, byte[] block) {
    try {
      return in.read(block);
    } catch (IOException e) {
      throw InputException.unreadable("the manifest " + arguments.manifestName(), e);
    }
  }

  private ManifestSource at(Path file) throws IOException {
    String name = arguments.manifestName();
    Optional<ManifestFormat> format =
        arguments.format().or(() -> arguments.manifest().flatMap(ManifestFormat::ofFile));
    return format.isPresent()
        ? new ManifestSource(file, name, format.get())
        : ManifestSource.sniffed(file, name);
  }
}
