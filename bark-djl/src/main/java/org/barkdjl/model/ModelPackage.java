package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;

/**
 * An installed model: a folder with a manifest, TorchScript archives and voices. Opening checks
 * that every file is there with its size; hashes are checked on request.
 */
public final class ModelPackage {
  private static final String VOICES = "voices";

  private final Path folder;
  private final Manifest manifest;

  private ModelPackage(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens the package in a folder.
   *
   * @throws ModelException if the folder holds no model, or files are missing or of another size
   */
  public static ModelPackage open(Path folder) throws IOException {
    Manifest manifest = ManifestFile.read(folder);
    for (ModelFile file : manifest.files()) {
      Path path = folder.resolve(file.path()).normalize();
      if (!path.startsWith(folder.normalize())) {
        throw new ModelException(
            "The manifest in " + folder + " names a file outside of it: " + file.path() + ".");
      }
      if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
        throw new ModelException(
            "The model %s is damaged: %s is missing or not of %d bytes. Remove the model and install it again."
                .formatted(manifest.name(), path, file.bytes()));
      }
    }
    return new ModelPackage(folder, manifest);
  }

  public Path folder() {
    return folder;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Where the model's voices lie; may not exist. */
  public Path voicesFolder() {
    return folder.resolve(VOICES);
  }

  /** Whether there is an archive of that part in that precision. */
  public boolean has(ModelFile.Part part, Precision precision) {
    return manifest.files().stream()
        .anyMatch(file -> file.part() == part && file.precision() == precision);
  }

  /**
   * The archive of a part.
   *
   * @throws ModelException if the model was not installed in that precision
   */
  public Path archive(ModelFile.Part part, Precision precision) {
    return manifest.files().stream()
        .filter(file -> file.part() == part && file.precision() == precision)
        .findFirst()
        .map(file -> folder.resolve(file.path()))
        .orElseThrow(
            () ->
                new ModelException(
                    "The model %s is not installed in %s. Choose another --precision, or install it again with this one."
                        .formatted(manifest.name(), precision.id())));
  }
}
