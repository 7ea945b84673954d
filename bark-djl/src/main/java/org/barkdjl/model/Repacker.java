package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.Sha256;
import org.barkdjl.torchscript.WrittenArchive;

/**
 * Gives an installed model the programs of this version. Each archive is written again beside the
 * old one, under a name of its own, from which the manifest then takes it; so a package is whole at
 * every moment, and what a killed run left is removed by the next one.
 *
 * @param folder the package
 * @param lock the folder that whoever changes the package locks
 */
record Repacker(Path folder, Path lock, InstallListener listener) {
  /** What archives are called: part, precision, and how often they were repacked. */
  private static final Pattern ARCHIVE =
      Pattern.compile("(semantic|coarse|fine|codec)\\.(int8|fp16|fp32)(?:\\.(\\d{1,9}))?\\.pt");

  /** Whether there is something to do, or to clear up. */
  boolean isNeeded(ModelPackage model) throws IOException {
    try {
      return !model.isCurrent()
          || (Files.isWritable(folder) && !leftovers(model.manifest()).isEmpty());
    } catch (NoSuchFileException e) {
      return true; // Another process is at it.
    }
  }

  /**
   * Does it, or waits for who does.
   *
   * @throws ModelException if the archives lack what the programs use, or the folder cannot be
   *     written
   */
  ModelPackage run(ModelPackage model) throws IOException {
    if (!Files.isWritable(folder) || !Files.isWritable(lock)) {
      requireFit(model);
      throw new ModelException(
          "The model %s in %s holds programs of another version of bark-djl and must be repacked once, but the folder cannot be written; let someone use it once who may write there."
              .formatted(model.manifest().name(), folder));
    }
    return FolderLock.hold(
        lock,
        listener::waiting,
        () -> {
          ModelPackage now = ModelPackage.open(folder);
          requireFit(now);
          for (Path leftover : leftovers(now.manifest())) {
            Files.delete(leftover);
          }
          return repack(now);
        });
  }

  private ModelPackage repack(ModelPackage model) throws IOException {
    List<ModelFile> stale = new ArrayList<>();
    for (ModelFile file : model.manifest().files()) {
      if (!model.isCurrent(file)) {
        stale.add(file);
      }
    }
    if (stale.isEmpty()) {
      return model;
    }
    listener.repacking(model.manifest().name());
    long total = stale.stream().mapToLong(ModelFile::bytes).sum();
    // One at a time: the old one goes before the next one comes.
    DiskSpace.SYSTEM.require(
        folder,
        stale.stream().mapToLong(ModelFile::bytes).max().orElseThrow(),
        "Repacking the model " + model.manifest().name());
    Manifest manifest = model.manifest();
    long done = 0;
    for (ModelFile file : stale) {
      ModelFile repacked = repack(file, manifest, done, total);
      List<ModelFile> files = new ArrayList<>(manifest.files());
      files.set(files.indexOf(file), repacked);
      manifest = manifest.withFiles(files);
      ManifestFile.replace(folder, manifest);
      Files.delete(folder.resolve(file.path()));
      done += file.bytes();
    }
    return ModelPackage.open(folder);
  }

  private ModelFile repack(ModelFile file, Manifest manifest, long done, long total)
      throws IOException {
    Path old = folder.resolve(file.path());
    // Or a new hash would hide the damage.
    if (!Sha256.of(old).equals(file.sha256())) {
      throw ModelPackage.damaged(manifest, folder, new Damage(old, "its content has changed"));
    }
    Matcher numbered = ARCHIVE.matcher(file.path());
    int times =
        numbered.matches() && numbered.group(3) != null ? Integer.parseInt(numbered.group(3)) : 0;
    String name = "%s.%s.%d.pt".formatted(file.part().id(), file.precision().id(), times + 1);
    Path target = folder.resolve(name);
    try (FileSealer sealer = new FileSealer()) {
      archive(file)
          .repack(
              file.programs(),
              target,
              bytes -> {
                listener.assembled(name, done + bytes, total);
                if (listener.cancelled()) {
                  throw new CancelledException("Cancelled; the model stays as it was.");
                }
              });
      sealer.seal(target, file.part(), file.precision());
      return sealer.files().get(0);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(target);
      throw e;
    }
  }

  private void requireFit(ModelPackage model) throws IOException {
    for (ModelFile file : model.manifest().files()) {
      if (!archive(file).fits(file.programs())) {
        throw new BrokenModelException(
            "The model %s in %s was assembled by another version of bark-djl."
                .formatted(model.manifest().name(), folder),
            model.manifest(),
            folder);
      }
    }
  }

  /** Archives that the manifest does not name. */
  private List<Path> leftovers(Manifest manifest) throws IOException {
    Set<String> named = manifest.files().stream().map(ModelFile::path).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> ARCHIVE.matcher(file.getFileName().toString()).matches())
          .filter(file -> !named.contains(file.getFileName().toString()))
          .toList();
    }
  }

  private WrittenArchive archive(ModelFile file) {
    return new WrittenArchive(folder.resolve(file.path()));
  }
}
