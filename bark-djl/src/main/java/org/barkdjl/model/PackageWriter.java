package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.io.DiskSpace;

/**
 * Writes a package's archives, voices and, last, its manifest into an existing folder.
 *
 * @param disk asked before anything is written
 */
record PackageWriter(DiskSpace disk) {
  static final PackageWriter SYSTEM = new PackageWriter(DiskSpace.SYSTEM);

  void write(InstallRequest request, Path folder, InstallListener listener) throws IOException {
    try (BarkCheckpoint bark = BarkCheckpoint.open(request.files())) {
      Assembler assembler = new Assembler(bark, request.precisions());
      disk.require(folder.getParent(), assembler.bytes(), "The model " + request.origin().name());
      List<ModelFile> files = assembler.write(folder, listener);
      List<PackedVoice> voices =
          VoicePacker.pack(request.files(), assembler.codec(), folder, listener);
      ManifestFile.write(folder, assembler.manifest(request.origin(), files, voices));
    }
  }
}
