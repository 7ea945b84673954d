package org.barkdjl.torchscript;

import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.device.Precision;
import org.barkdjl.weights.ElementType;

/** Binds a checkpoint's tensors to the programs of the causal and the fine GPTs. */
public final class GptArchive {
  private GptArchive() {}

  /** The semantic or the coarse stage. */
  public static TorchScriptArchive causal(
      GptConfig config, StageTensors tensors, Precision precision) {
    TorchScriptArchive archive = new TorchScriptArchive();
    Binder binder = new Binder(tensors);
    long e = config.width();
    ElementType small = small(precision);
    // Rows of this table are looked up, not multiplied: half of a megabyte table is wasted in fp32.
    String table = "input_embeds_layer.weight";
    ElementType looked =
        precision != Precision.FP32 || isHalf(tensors, table) ? ElementType.F16 : ElementType.F32;
    archive.mapped("wte", binder.take(table, looked, config.inputVocabulary(), e));
    archive.tensor("head", binder.take("lm_head.weight", small, config.outputVocabulary(), e));
    new GptLayers(config, tensors, binder, archive, precision, small).bind();
    binder.finish();
    return archive.program(ProgramText.causal(precision));
  }

  /**
   * The fine stage. In fp16 it runs on CUDA only: on CPU its large products are no faster in fp16.
   *
   * @param codebooks codebooks of the codec that Bark uses: 8
   */
  public static TorchScriptArchive fine(
      GptConfig config, int codebooks, StageTensors tensors, Precision precision) {
    TorchScriptArchive archive = new TorchScriptArchive();
    Binder binder = new Binder(tensors);
    archive.tensors(
        "wtes", new FineTables(config, tensors, binder, small(precision)).take(codebooks));
    new GptLayers(config, tensors, binder, archive, precision, small(precision)).bind();
    binder.finish();
    return archive.program(ProgramText.fine(precision));
  }

  private static ElementType small(Precision precision) {
    return precision == Precision.FP16 ? ElementType.F16 : ElementType.F32;
  }

  private static boolean isHalf(StageTensors tensors, String name) {
    return tensors.has(name) && tensors.info(name).type() == ElementType.F16;
  }
}
