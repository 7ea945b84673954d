package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelFile.Part;

/**
 * Builds a model package from a checkpoint: streams every tensor into TorchScript archives in the
 * precisions asked for. No model is ever held in memory.
 */
final class Assembler {
  private final BarkCheckpoint bark;
  private final Path folder;
  private final List<ModelFile> files = new ArrayList<>();

  private Assembler(BarkCheckpoint bark, Path folder) {
    this.bark = bark;
    this.folder = folder;
  }

  /**
   * Writes the archives and, last, the manifest into an existing folder.
   *
   * @param precisions what the causal stages are needed in; fp16 adds a fine stage for CUDA
   */
  static void assemble(BarkCheckpoint bark, Origin origin, Set<Precision> precisions, Path folder)
      throws IOException {
    Assembler assembler = new Assembler(bark, folder);
    for (Precision precision : precisions) {
      assembler.add(
          Part.SEMANTIC,
          precision,
          GptArchive.causal(bark.semantic().config(), bark.semantic().tensors(), precision));
      assembler.add(
          Part.COARSE,
          precision,
          GptArchive.causal(bark.coarse().config(), bark.coarse().tensors(), precision));
    }
    assembler.fine(Precision.FP32);
    if (precisions.contains(Precision.FP16)) {
      assembler.fine(Precision.FP16);
    }
    assembler.add(Part.CODEC, Precision.FP32, CodecArchive.of(bark.codec()));
    ManifestFile.write(folder, assembler.manifest(origin));
  }

  private void fine(Precision precision) throws IOException {
    BarkCheckpoint.Gpt fine = bark.fine();
    add(
        Part.FINE,
        precision,
        GptArchive.fine(fine.config(), CodecArchive.CODEBOOKS, fine.tensors(), precision));
  }

  private void add(Part part, Precision precision, TorchScriptArchive archive) throws IOException {
    String name = part.id() + "." + precision.id() + ".pt";
    Path file = folder.resolve(name);
    archive.write(file);
    files.add(new ModelFile(name, part, precision, Files.size(file), Sha256.of(file)));
  }

  private Manifest manifest(Origin origin) {
    return new Manifest(
        Manifest.FORMAT,
        origin.name(),
        Manifest.ARCHITECTURE,
        Program.version(),
        origin.source(),
        origin.licence(),
        bark.codecConfig().sampleRateHz(),
        CodecArchive.samplesPerFrame(bark.codec()),
        bark.semantic().config(),
        bark.coarse().config(),
        bark.fine().config(),
        files);
  }
}
