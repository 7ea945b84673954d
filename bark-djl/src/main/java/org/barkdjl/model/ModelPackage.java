package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.torchscript.WrittenArchive;

/**
 * An installed model: a folder with a manifest, TorchScript archives and voices. Opening checks
 * that every file is there with its size; hashes are checked on request.
 */
public final class ModelPackage {
  static final String VOICES = "voices";

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
    Optional<Damage> damage = new PackageCheck(folder, manifest).firstMissing();
    while (damage.isPresent()) {
      Manifest now = ManifestFile.read(folder);
      if (now.equals(manifest)) {
        throw damaged(manifest, folder, damage.get());
      }
      manifest = now; // Another process has repacked it meanwhile.
      damage = new PackageCheck(folder, manifest).firstMissing();
    }
    return new ModelPackage(folder, manifest);
  }

  static ModelException damaged(Manifest manifest, Path folder, Damage damage) {
    return new BrokenModelException(
        "The model %s is damaged: %s: %s."
            .formatted(manifest.name(), damage.file(), damage.problem()),
        manifest,
        folder);
  }

  public Path folder() {
    return folder;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * Whether its archives hold this version's programs; others are not run.
   *
   * @throws ModelException if an archive is damaged
   */
  public boolean isCurrent() throws IOException {
    for (ModelFile file : manifest.files()) {
      if (!isCurrent(file)) {
        return false;
      }
    }
    return true;
  }

  boolean isCurrent(ModelFile file) throws IOException {
    Path archive = folder.resolve(file.path());
    try {
      return new WrittenArchive(archive).holds(file.programs());
    } catch (ModelException e) {
      throw damaged(manifest, folder, new Damage(archive, "it is no archive any more"));
    }
  }

  /** Where the model's voices lie; may not exist. */
  public Path voicesFolder() {
    return folder.resolve(VOICES);
  }

  /**
   * The archive of a part.
   *
   * @throws ModelException if the model was not installed in that precision
   */
  public Path archive(Part part, Precision precision) {
    return folder.resolve(file(part, precision).path());
  }

  /**
   * The precision in which a part is kept for one that is asked for: for int8 it may be fp32.
   *
   * @throws ModelException if the model was not installed in the one that is asked for
   */
  public Precision kept(Part part, Precision asked) {
    return file(part, asked).precision();
  }

  private ModelFile file(Part part, Precision precision) {
    return find(part, precision)
        .or(
            () ->
                precision == Precision.INT8 && manifest.precisions().contains(precision)
                    ? find(part, Precision.FP32)
                    : Optional.empty())
        .orElseThrow(() -> lacks(precision));
  }

  private ModelException lacks(Precision precision) {
    Set<Precision> wanted = EnumSet.of(precision);
    wanted.addAll(manifest.precisions());
    String there =
        manifest.precisions().stream().map(Precision::id).collect(Collectors.joining(", "));
    return new BrokenModelException(
        "The model %s is not installed in %s, but in %s."
            .formatted(manifest.name(), precision.id(), there),
        manifest,
        folder,
        wanted);
  }

  private Optional<ModelFile> find(Part part, Precision precision) {
    return manifest.files().stream()
        .filter(file -> file.part() == part && file.precision() == precision)
        .findFirst();
  }
}
