package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.StagingFolder;

/**
 * Installs models into a store. A model appears under its name when it is complete, or not at all;
 * what killed runs left is removed by the next one. Any number of processes may install at once.
 *
 * @param disk asked before anything is written
 */
public record ModelInstaller(ModelStore store, DiskSpace disk) {
  /**
   * Assembles a model from files.
   *
   * @throws ModelException if the name is taken or not allowed, or the files are missing, corrupt
   *     or of another architecture
   * @throws IOException if the disk is too small or fails
   */
  public ModelPackage install(InstallRequest request, InstallListener listener) throws IOException {
    String name = request.origin().name();
    ModelName.require(name);
    requireFree(request);
    Path models = store.modelsFolder();
    return FolderLock.hold(
        models,
        listener::waiting,
        () -> {
          StagingFolder.removeLeftovers(models);
          requireFree(request); // again: another process may have installed it meanwhile
          Path target = models.resolve(name);
          try (StagingFolder staging = StagingFolder.in(models)) {
            new PackageWriter(disk).write(request, staging.path(), listener);
            if (Files.exists(target)) {
              StagingFolder.discard(target);
            }
            staging.moveTo(target);
          }
          StagingFolder.removeLeftovers(models);
          return ModelPackage.open(target);
        });
  }

  /** Throws a ModelException if a model is in the way. */
  public void requireFree(String name) {
    ModelName.require(name);
    if (Files.exists(store.modelsFolder().resolve(name))) {
      throw new ModelException(
          Problem.MODEL_NAME_TAKEN,
          "A model %s is installed already in %s.".formatted(name, store.modelsFolder()));
    }
  }

  private void requireFree(InstallRequest request) {
    if (!request.replace()) {
      requireFree(request.origin().name());
    }
  }
}
