package org.barkdjl.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.barkdjl.error.ModelException;

/**
 * A model that lies in a store.
 *
 * @param name what {@code --model} takes
 * @param folder where it lies; of the embedded model where its packages do, once it was used
 * @param bytes what its files take on disk
 * @param manifest absent of the embedded model, and if it cannot be read
 * @param problem why it cannot be opened, if so
 */
public record StoredModel(
    String name, Path folder, long bytes, Optional<Manifest> manifest, Optional<String> problem) {

  static StoredModel describe(String name, Path folder) throws IOException {
    Manifest manifest = null;
    String problem = null;
    if (!name.equals(ModelStore.EMBEDDED)) {
      try {
        manifest = ManifestFile.read(folder);
        ModelPackage.open(folder);
      } catch (ModelException e) {
        problem = e.getMessage();
      }
    }
    return new StoredModel(
        name, folder, bytesOf(folder), Optional.ofNullable(manifest), Optional.ofNullable(problem));
  }

  private static long bytesOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          bytes += Files.size(file);
        }
      }
      return bytes;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return bytes; // another process removes the model just now
    }
  }
}
