package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.error.InputException;
import org.barkdjl.io.DiskSpace;

/**
 * Writes a package's archives, voices and, last, its manifest into an existing folder.
 *
 * @param disk asked before anything is written
 */
record PackageWriter(DiskSpace disk) {
  static final PackageWriter SYSTEM = new PackageWriter(DiskSpace.SYSTEM);

  void write(InstallRequest request, Path folder, InstallListener listener) throws IOException {
    try (BarkCheckpoint bark = open(request.files())) {
      Assembler assembler = new Assembler(bark, request.precisions());
      disk.require(folder.getParent(), assembler.bytes(), "The model " + request.origin().name());
      List<ModelFile> files = assembler.write(folder, listener);
      List<PackedVoice> voices =
          VoicePacker.pack(request.files(), assembler.codec(), folder, listener);
      ManifestFile.write(folder, assembler.manifest(request.origin(), files, voices));
    }
  }

  private static BarkCheckpoint open(List<Path> files) throws IOException {
    try {
      return BarkCheckpoint.open(files);
    } catch (IOException e) {
      String where =
          e instanceof FileSystemException file && file.getFile() != null
              ? file.getFile()
              : files.stream().map(Path::toString).collect(Collectors.joining(", "));
      throw InputException.unreadable("the checkpoint " + where, e);
    }
  }
}
