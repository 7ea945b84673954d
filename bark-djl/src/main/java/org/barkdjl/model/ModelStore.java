package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.StagingFolder;

/**
 * The models of a cache folder, and the embedded one. Any number of processes may use a store at
 * once. {@link ModelInstaller} puts models into it.
 *
 * @param root the cache folder; made when it is first needed
 */
public record ModelStore(Path root) {
  /** The embedded model's name. */
  public static final String EMBEDDED = "nano";

  /** Where installed models lie, a folder each. */
  public Path modelsFolder() {
    return root.resolve("models");
  }

  /** Names of the embedded model and of all installed ones. */
  public List<String> names() throws IOException {
    Set<String> installed = new TreeSet<>();
    if (Files.isDirectory(modelsFolder())) {
      try (Stream<Path> folders = Files.list(modelsFolder())) {
        folders
            .filter(folder -> ModelName.isAllowed(folder.getFileName().toString()))
            .filter(folder -> Files.isRegularFile(folder.resolve(ManifestFile.NAME)))
            .forEach(folder -> installed.add(folder.getFileName().toString()));
      }
    }
    List<String> names = new ArrayList<>(List.of(EMBEDDED));
    names.addAll(installed);
    return names;
  }

  /** Every model of {@link #names}, those that cannot be opened too. */
  public List<StoredModel> list() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (String name : names()) {
      models.add(StoredModel.describe(name, folder(name)));
    }
    return models;
  }

  /**
   * The model of that name, or the one in that folder. The embedded model is assembled at its first
   * use in a precision; an installed one of another version's programs is repacked, if it has what
   * this version's programs need.
   *
   * @param name {@value #EMBEDDED}, an installed model's name, or a path that holds a '/'
   * @param precision a definite one
   * @param listener told of the repacking
   * @throws ModelException if there is no such model, it is damaged, or it must be installed again
   */
  public ModelPackage open(String name, Precision precision, InstallListener listener)
      throws IOException {
    if (name.equals(EMBEDDED)) {
      return embedded().open(precision);
    }
    ModelPackage model = ModelPackage.open(name.contains("/") ? Path.of(name) : folder(name));
    Path folder = model.folder().toAbsolutePath().normalize();
    boolean isOurs = folder.startsWith(modelsFolder().toAbsolutePath().normalize());
    Repacker repacker = new Repacker(folder, isOurs ? modelsFolder() : folder, listener);
    return repacker.isNeeded(model) ? repacker.run(model) : model;
  }

  /** As {@link #open(String, Precision, InstallListener)}, watched by nobody. */
  public ModelPackage open(String name, Precision precision) throws IOException {
    return open(name, precision, InstallListener.NONE);
  }

  /**
   * The model of that name, or the one in that folder, for a device.
   *
   * @param precision AUTO: the device's
   * @param listener told of the repacking
   * @throws ModelException if there is no such model, or it is damaged
   * @throws org.barkdjl.error.DeviceException if the device cannot be used, or not in the precision
   */
  public ModelPackage open(
      String name, DeviceSpec device, Precision precision, InstallListener listener)
      throws IOException {
    return open(name, Devices.precision(precision, Devices.select(device)), listener);
  }

  /**
   * The folder of a model; that of the embedded one may not exist yet.
   *
   * @throws ModelException if there is no model of that name
   */
  public Path folder(String name) throws IOException {
    if (name.equals(EMBEDDED)) {
      return embedded().folder();
    }
    if (!ModelName.isAllowed(name) || !Files.isDirectory(modelsFolder().resolve(name))) {
      throw new ModelException(
          Problem.UNKNOWN_MODEL,
          "There is no model \"%s\" in %s. Known models: %s."
              .formatted(
                  name.replaceAll("\\p{Cntrl}", "?"), modelsFolder(), String.join(", ", names())));
    }
    return modelsFolder().resolve(name);
  }

  /**
   * Removes a model; of the embedded one what was unpacked, which its next use unpacks again.
   *
   * @throws ModelException if there is no model of that name
   */
  public void remove(String name, InstallListener listener) throws IOException {
    if (name.equals(EMBEDDED)) {
      embedded().remove(listener);
      return;
    }
    Path folder = folder(name);
    FolderLock.hold(
        modelsFolder(),
        listener::waiting,
        () -> {
          if (Files.isDirectory(folder)) {
            StagingFolder.discard(folder);
          }
          StagingFolder.removeLeftovers(modelsFolder());
          return null;
        });
  }

  /**
   * Hashes every file of a model.
   *
   * @return the files that are not as they were installed
   * @throws ModelException if there is no model of that name, or its manifest is damaged
   */
  public List<Damage> verify(String name) throws IOException {
    List<Path> folders = name.equals(EMBEDDED) ? embedded().packages() : List.of(folder(name));
    List<Damage> damages = new ArrayList<>();
    for (Path folder : folders) {
      damages.addAll(new PackageCheck(folder, ManifestFile.read(folder)).all());
    }
    return damages;
  }

  /**
   * Assembles a Bark in the Hub's or Suno's layout into a package outside of any store.
   *
   * @param checkpoints the folder of the checkpoint
   * @param target the package's folder; must not exist
   * @throws ModelException if checkpoints are missing, corrupt or of another architecture
   */
  public static ModelPackage assemble(
      Path checkpoints, Path target, String name, Precision precision) throws IOException {
    Origin origin = new Origin(name, checkpoints.toString(), "as the checkpoint's");
    try (StagingFolder staging = StagingFolder.in(target.toAbsolutePath().getParent())) {
      InstallRequest request =
          new InstallRequest(origin, List.of(checkpoints), Set.of(precision), false);
      PackageWriter.SYSTEM.write(request, staging.path(), InstallListener.NONE);
      staging.moveTo(target);
    }
    return ModelPackage.open(target);
  }

  private EmbeddedModel embedded() {
    return new EmbeddedModel(root.resolve(EmbeddedModel.FOLDER));
  }
}
