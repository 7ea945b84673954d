package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barkdjl.Nano;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.device.Precision;
import org.barkdjl.io.Sha256;
import org.barkdjl.torchscript.GptArchive;
import org.barkdjl.torchscript.TorchScriptArchive;

/**
 * The embedded model with GPTs that compute in int8, which a package keeps for wider ones only.
 * What int8 does to rows and requests is the same at any width.
 */
public final class Int8Nano {
  private Int8Nano() {}

  /** Assembles it into a folder that is there. */
  public static ModelPackage assemble(Path folder) throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("checkpoint"));
    EmbeddedModel.unpack(unpacked);
    try (BarkCheckpoint bark = BarkCheckpoint.open(unpacked)) {
      ModelPackage given = Nano.model(Precision.INT8);
      Path codec = folder.resolve("codec.pt");
      Files.copy(given.archive(Part.CODEC, Precision.FP32), codec);
      List<ModelFile> files =
          List.of(
              write(folder, Part.SEMANTIC, causal(bark.semantic())),
              write(folder, Part.COARSE, causal(bark.coarse())),
              write(
                  folder,
                  Part.FINE,
                  GptArchive.fine(bark.fine().config(), 8, bark.fine().tensors(), Precision.INT8)),
              file(codec, Part.CODEC, Precision.FP32));
      Manifest like = given.manifest();
      ManifestFile.write(
          folder,
          new Manifest(
              like.format(),
              like.name(),
              like.architecture(),
              like.source(),
              like.licence(),
              like.codec(),
              like.sampleRateHz(),
              like.samplesPerFrame(),
              like.semantic(),
              like.coarse(),
              like.fine(),
              like.precisions(),
              files,
              List.of(),
              null));
    }
    return ModelPackage.open(folder);
  }

  private static TorchScriptArchive causal(BarkCheckpoint.Gpt gpt) {
    return GptArchive.causal(gpt.config(), gpt.tensors(), Precision.INT8);
  }

  private static ModelFile write(Path folder, Part part, TorchScriptArchive archive)
      throws IOException {
    Path file = folder.resolve(part + ".pt");
    archive.write(file, bytes -> {});
    return file(file, part, Precision.INT8);
  }

  private static ModelFile file(Path file, Part part, Precision precision) throws IOException {
    return new ModelFile(
        file.getFileName().toString(), part, precision, Files.size(file), Sha256.of(file));
  }
}
