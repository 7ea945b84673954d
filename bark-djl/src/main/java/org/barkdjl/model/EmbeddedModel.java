package org.barkdjl.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.FolderUse;
import org.barkdjl.io.StagingFolder;
import org.barkdjl.torchscript.Program;

/**
 * bark-nano, the model in the bark-models jar: a zip of a Bark in the Hub's layout ({@code
 * config.json}, {@code model.safetensors}) and its voices. Once unpacked it is a checkpoint like
 * any other.
 *
 * @param folder where its packages lie, one a precision
 */
record EmbeddedModel(Path folder) {
  /** The folder's name. */
  static final String FOLDER = "embedded";

  private static final String ZIP = "/org/barkdjl/models/nano/bark-nano.zip";
  private static final String HASH = "/org/barkdjl/models/nano/bark-nano.zip.sha256";

  /**
   * The package in a precision, assembled if need be: by one process, for which others wait, and
   * which then removes those of other versions that no process uses.
   */
  ModelPackage open(Precision precision) throws IOException {
    Path target = folder.resolve(version() + "-" + precision.id());
    while (!FolderUse.begin(target)) {
      try {
        FolderLock.hold(
            folder,
            () -> {},
            () -> {
              if (!Files.isDirectory(target)) {
                StagingFolder.removeLeftovers(folder);
                assemble(precision, target);
                removeOtherVersions();
              }
              return null;
            });
      } catch (FileSystemException e) {
        throw new ModelException(
            Problem.CACHE_NOT_WRITABLE,
            "The cache folder %s lacks the model %s in %s, and cannot be written."
                .formatted(folder.getParent(), ModelStore.EMBEDDED, precision.id()),
            e);
      }
    }
    return ModelPackage.open(target);
  }

  /** Removes all packages, older versions' included. */
  void remove(InstallListener listener) throws IOException {
    FolderLock.hold(
        folder,
        listener::waiting,
        () -> {
          try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(Files::isDirectory).toList()) {
              StagingFolder.discard(child);
            }
          }
          StagingFolder.removeLeftovers(folder);
          return null;
        });
  }

  /** The folders of the packages that were assembled so far, older versions' included. */
  List<Path> packages() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> Files.isRegularFile(child.resolve(ManifestFile.NAME)))
          .sorted()
          .toList();
    }
  }

  /** What other versions assembled would never be removed; they do it again if need be. */
  private void removeOtherVersions() throws IOException {
    for (Path other : packages()) {
      if (!other.getFileName().toString().startsWith(version() + "-")) {
        FolderUse.discardUnused(other);
      }
    }
    StagingFolder.removeLeftovers(folder);
  }

  /** Changes whenever the model or a program does: part of its folders' names. */
  private static String version() throws IOException {
    try (InputStream in = resource(HASH)) {
      return "nano-"
          + new String(in.readNBytes(8), US_ASCII)
          + "-"
          + Program.version().substring(0, 8);
    }
  }

  private void assemble(Precision precision, Path target) throws IOException {
    Origin origin = new Origin(ModelStore.EMBEDDED, "embedded bark-nano", "Apache-2.0");
    try (StagingFolder unpacked = StagingFolder.in(folder);
        StagingFolder staging = StagingFolder.in(folder)) {
      unpack(unpacked.path());
      PackageWriter.SYSTEM.write(
          new InstallRequest(origin, List.of(unpacked.path()), Set.of(precision), false),
          staging.path(),
          InstallListener.NONE);
      staging.moveTo(target);
    }
  }

  /** Unpacks the checkpoint into a folder. */
  static void unpack(Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(resource(ZIP))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  private static InputStream resource(String name) {
    InputStream in = EmbeddedModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("The bark-models jar lacks " + name + ".");
    }
    return in;
  }
}
