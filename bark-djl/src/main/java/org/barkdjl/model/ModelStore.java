package org.barkdjl.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;

/**
 * The models of a cache folder, and the embedded one. Any number of processes may use a store at
 * once: one assembles, the others wait for it.
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
            .filter(folder -> Files.isRegularFile(folder.resolve(ManifestFile.NAME)))
            .forEach(folder -> installed.add(folder.getFileName().toString()));
      }
    }
    List<String> names = new ArrayList<>(List.of(EMBEDDED));
    names.addAll(installed);
    return names;
  }

  /**
   * The model of that name, or the one in that folder. The embedded model is assembled at its first
   * use in a precision.
   *
   * @param name {@value #EMBEDDED}, an installed model's name, or a path that holds a '/'
   * @param precision a definite one
   * @throws ModelException if there is no such model, or it is damaged
   */
  public ModelPackage open(String name, Precision precision) throws IOException {
    ModelPackage model = find(name, precision);
    if (!model.manifest().programs().equals(Program.version())) {
      throw new ModelException(
          "The model %s in %s was assembled by another version of bark-djl; remove it and install it again."
              .formatted(name, model.folder()));
    }
    return model;
  }

  private ModelPackage find(String name, Precision precision) throws IOException {
    if (name.equals(EMBEDDED)) {
      return embedded(precision);
    }
    if (name.contains("/")) {
      return ModelPackage.open(Path.of(name));
    }
    Path folder = modelsFolder().resolve(name);
    if (name.isEmpty() || name.startsWith(".") || !Files.isDirectory(folder)) {
      throw new ModelException(
          "There is no model \"%s\" in %s. Known models: %s."
              .formatted(name, modelsFolder(), String.join(", ", names())));
    }
    return ModelPackage.open(folder);
  }

  /**
   * Assembles a Bark in the Hub's or Suno's layout into a package.
   *
   * @param checkpoints the folder of the checkpoint
   * @param target the package's folder; must not exist
   * @throws ModelException if checkpoints are missing, corrupt or of another architecture
   */
  public static ModelPackage assemble(
      Path checkpoints, Path target, String name, Precision precision) throws IOException {
    try (BarkCheckpoint bark = BarkCheckpoint.open(checkpoints);
        StagingFolder staging = StagingFolder.in(target.toAbsolutePath().getParent())) {
      Origin origin = new Origin(name, checkpoints.toString(), "as the checkpoint's");
      Assembler.assemble(bark, origin, Set.of(precision), staging.path());
      staging.moveTo(target);
    }
    return ModelPackage.open(target);
  }

  private ModelPackage embedded(Precision precision) throws IOException {
    Path parent = root.resolve("embedded");
    Path folder = parent.resolve(EmbeddedModel.version() + "-" + precision.id());
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectories(parent);
      } catch (AccessDeniedException e) {
        throw new ModelException(
            "The cache folder " + root + " cannot be written; set BARK_HOME to one that can.", e);
      }
      assembleOnce(precision, parent, folder);
    }
    return ModelPackage.open(folder);
  }

  /** One at a time: the file lock keeps processes apart, the monitor this one's threads. */
  private static void assembleOnce(Precision precision, Path parent, Path folder)
      throws IOException {
    synchronized (ModelStore.class) {
      try (FileChannel channel = lockFile(parent);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(folder)) {
          StagingFolder.removeLeftovers(parent);
          EmbeddedModel.assemble(precision, parent, folder);
        }
      }
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
