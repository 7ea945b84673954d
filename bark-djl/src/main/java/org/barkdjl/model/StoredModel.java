package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.FolderTree;

/**
 * A model that lies in a store.
 *
 * @param name what it is opened by
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
        name,
        folder,
        new FolderTree(folder).bytes(),
        Optional.ofNullable(manifest),
        Optional.ofNullable(problem));
  }
}
