package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.checkpoint.TensorNames;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.Sha256;
import org.barkdjl.torchscript.WrittenArchive;

/** Compares the files of a package with its manifest. */
final class PackageCheck {
  private final Path folder;
  private final Manifest manifest;

  PackageCheck(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** The first archive that is missing or of another size; a matter of microseconds. */
  Optional<Damage> firstMissing() throws IOException {
    for (ModelFile file : manifest.files()) {
      Optional<Damage> damage = size(file.path(), file.bytes());
      if (damage.isPresent()) {
        return damage;
      }
    }
    return Optional.empty();
  }

  /**
   * Every file, archives and voices, whose content is not what the manifest says, or whose weights
   * are not finite: reads all.
   */
  List<Damage> all() throws IOException {
    List<Damage> damages = new ArrayList<>();
    for (ModelFile file : manifest.files()) {
      Optional<Damage> damage = check(file.path(), file.bytes(), file.sha256());
      (damage.isPresent() ? damage : notFinite(resolve(file.path()))).ifPresent(damages::add);
    }
    for (PackedVoice voice : manifest.voices()) {
      check(voice.path(), voice.bytes(), voice.sha256()).ifPresent(damages::add);
    }
    return damages;
  }

  private Optional<Damage> check(String path, long bytes, String sha256) throws IOException {
    Optional<Damage> damage = size(path, bytes);
    if (damage.isEmpty()) {
      Path file = resolve(path);
      String actual = Sha256.of(file);
      if (!actual.equals(sha256)) {
        return Optional.of(
            new Damage(file, "its content has changed (sha256 %s)".formatted(actual)));
      }
    }
    return damage;
  }

  /** Versions up to 0.1 installed such weights. */
  private static Optional<Damage> notFinite(Path archive) throws IOException {
    Set<String> names = new WrittenArchive(archive).notFinite();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Damage(archive, "there is NaN or infinity in " + TensorNames.listed(names)));
  }

  private Optional<Damage> size(String path, long bytes) throws IOException {
    Path file = resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.of(new Damage(file, "it is missing"));
    }
    long actual = Files.size(file);
    return actual == bytes
        ? Optional.empty()
        : Optional.of(new Damage(file, "it has %d bytes instead of %d".formatted(actual, bytes)));
  }

  private Path resolve(String path) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new ModelException(
          "The manifest in " + folder + " names a file outside of it: " + path + ".");
    }
    return file;
  }
}
