package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorNames;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.ModelException;
import org.barkdjl.torchscript.CodecArchive;
import org.barkdjl.torchscript.GptArchive;
import org.barkdjl.torchscript.TorchScriptArchive;

/**
 * Builds the archives of a model package from a checkpoint: streams every tensor into TorchScript
 * archives in the precisions asked for. No model is ever held in memory.
 */
final class Assembler {
  private record Planned(Part part, Precision precision, TorchScriptArchive archive) {
    String name() {
      return part.id() + "." + precision.id() + ".pt";
    }
  }

  private final BarkCheckpoint bark;
  private final List<Planned> planned = new ArrayList<>();

  /**
   * Binds every tensor, and writes nothing.
   *
   * @param precisions what the GPTs are needed in; with fp16 there are two fine stages, for CPU and
   *     for CUDA
   * @throws org.barkdjl.error.ModelException if a GPT is too small for its stage, or tensors are
   *     missing, unknown or of another shape
   */
  Assembler(BarkCheckpoint bark, Set<Precision> precisions) {
    this.bark = bark;
    check(GptNeeds.SEMANTIC, bark.semantic());
    check(GptNeeds.COARSE, bark.coarse());
    check(GptNeeds.FINE, bark.fine());
    // In the enum's order: the same request gives the same files in the same order.
    for (Precision precision : EnumSet.copyOf(precisions)) {
      if (precision == Precision.AUTO) {
        throw new IllegalArgumentException("archives have a definite precision");
      }
      causal(Part.SEMANTIC, bark.semantic(), precision);
      causal(Part.COARSE, bark.coarse(), precision);
    }
    if (!precisions.equals(Set.of(Precision.INT8))) {
      fine(Precision.FP32);
    }
    for (Precision reduced : List.of(Precision.FP16, Precision.INT8)) {
      if (precisions.contains(reduced)) {
        fine(reduced);
      }
    }
    planned.add(new Planned(Part.CODEC, Precision.FP32, CodecArchive.of(bark.codec())));
  }

  /** What the archives will take, zip headers aside. */
  long bytes() {
    return planned.stream().mapToLong(plan -> plan.archive().tensorBytes()).sum();
  }

  /** Writes the archives into an existing folder. */
  List<ModelFile> write(Path folder, InstallListener listener) throws IOException {
    long total = bytes();
    long done = 0;
    try (FileSealer sealer = new FileSealer()) {
      for (Planned plan : planned) {
        Path file = folder.resolve(plan.name());
        long before = done;
        plan.archive()
            .write(
                file,
                count -> {
                  listener.assembled(plan.name(), before + count, total);
                  if (listener.cancelled()) {
                    throw new CancelledException("Cancelled; no model was installed.");
                  }
                });
        done += plan.archive().tensorBytes();
        sealer.seal(file, plan.part(), plan.precision());
      }
      requireFinite();
      return sealer.files();
    }
  }

  /** Throws a ModelException that names all tensors that hold NaN or infinity. */
  private void requireFinite() {
    List<String> parts = new ArrayList<>();
    for (StageTensors stage :
        List.of(
            bark.semantic().tensors(),
            bark.coarse().tensors(),
            bark.fine().tensors(),
            bark.codec())) {
      if (!stage.notFinite().isEmpty()) {
        parts.add(
            "%d tensors (%s) of %s"
                .formatted(
                    stage.notFinite().size(),
                    TensorNames.listed(stage.notFinite()),
                    stage.where()));
      }
    }
    if (!parts.isEmpty()) {
      throw new ModelException(
          "There is NaN or infinity in %s: the checkpoint is damaged or its training failed; fetch it again or take another."
              .formatted(String.join("; ", parts)));
    }
  }

  /** The manifest of a package with these files. */
  Manifest manifest(Origin origin, List<ModelFile> files, List<PackedVoice> voices) {
    return new Manifest(
        Manifest.FORMAT,
        origin.name(),
        Manifest.ARCHITECTURE,
        origin.source(),
        origin.licence(),
        bark.codecConfig().sampleRateHz(),
        CodecArchive.samplesPerFrame(bark.codec()),
        bark.semantic().config(),
        bark.coarse().config(),
        bark.fine().config(),
        files,
        voices);
  }

  private static void check(GptNeeds needs, BarkCheckpoint.Gpt gpt) {
    needs.check(gpt.config(), gpt.tensors().where());
  }

  private void causal(Part part, BarkCheckpoint.Gpt gpt, Precision precision) {
    planned.add(
        new Planned(part, precision, GptArchive.causal(gpt.config(), gpt.tensors(), precision)));
  }

  private void fine(Precision precision) {
    BarkCheckpoint.Gpt fine = bark.fine();
    planned.add(
        new Planned(
            Part.FINE,
            precision,
            GptArchive.fine(fine.config(), CodecArchive.CODEBOOKS, fine.tensors(), precision)));
  }
}
