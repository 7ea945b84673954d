package org.barkdjl.model;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorNames;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.ModelException;
import org.barkdjl.token.TokenSpace;
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
  private final Set<Precision> precisions;
  private final List<Planned> planned = new ArrayList<>();

  /**
   * Binds every tensor, and writes nothing.
   *
   * @param asked what the GPTs are needed in; {@link Devices#keptPrecision} decides what each is
   *     kept in. With fp16 there are two fine stages, for CPU and for CUDA
   * @throws org.barkdjl.error.ModelException if a GPT is too small for its stage, or tensors are
   *     missing, unknown or of another shape
   */
  Assembler(BarkCheckpoint bark, Set<Precision> asked) {
    this.bark = bark;
    check(GptNeeds.SEMANTIC, bark.semantic());
    check(GptNeeds.COARSE, bark.coarse());
    check(GptNeeds.FINE, bark.fine());
    if (asked.contains(Precision.AUTO)) {
      throw new IllegalArgumentException("archives have a definite precision");
    }
    precisions = EnumSet.copyOf(asked);
    for (Precision precision : kept(bark.semantic(), asked)) {
      causal(Part.SEMANTIC, bark.semantic(), precision);
    }
    for (Precision precision : kept(bark.coarse(), asked)) {
      causal(Part.COARSE, bark.coarse(), precision);
    }
    Set<Precision> fine = kept(bark.fine(), asked);
    if (fine.contains(Precision.FP16)) {
      fine.add(Devices.finePrecision(Precision.FP16, Device.cpu()));
    }
    fine.forEach(this::fine);
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

  /** What identifies the codec. */
  String codec() throws IOException {
    return CodecArchive.identity(bark.codec());
  }

  /** The manifest of a package with these files. */
  Manifest manifest(Origin origin, List<ModelFile> files, List<PackedVoice> voices)
      throws IOException {
    return new Manifest(
        Manifest.FORMAT,
        origin.name(),
        Manifest.ARCHITECTURE,
        origin.source(),
        origin.licence(),
        codec(),
        bark.codecConfig().sampleRateHz(),
        CodecArchive.samplesPerFrame(bark.codec()),
        bark.semantic().config(),
        bark.coarse().config(),
        bark.fine().config(),
        precisions,
        files,
        voices,
        defaultVoice(voices));
  }

  /** The one that the checkpoint names, if it is there. */
  private String defaultVoice(List<PackedVoice> voices) {
    return bark.defaultVoice()
        .filter(name -> voices.stream().anyMatch(voice -> voice.name().equals(name)))
        .orElse(null);
  }

  /** In the enum's order: the same request gives the same files in the same order. */
  private static Set<Precision> kept(BarkCheckpoint.Gpt gpt, Set<Precision> asked) {
    return asked.stream()
        .map(precision -> Devices.keptPrecision(precision, gpt.config().width()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Precision.class)));
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
            GptArchive.fine(fine.config(), TokenSpace.CODEBOOKS, fine.tensors(), precision)));
  }
}
