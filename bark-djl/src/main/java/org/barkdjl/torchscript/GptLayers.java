package org.barkdjl.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorData;
import org.barkdjl.device.Precision;
import org.barkdjl.weights.ElementType;

/** Binds what the causal and the fine GPT share: positions, layers and final norm. */
final class GptLayers {
  private final GptConfig config;
  private final Binder binder;
  private final StageTensors tensors;
  private final TorchScriptArchive archive;
  private final Precision precision;
  private final ElementType small;

  /**
   * @param precision that of the projections
   * @param small element type of norms and positions
   */
  GptLayers(
      GptConfig config,
      StageTensors tensors,
      Binder binder,
      TorchScriptArchive archive,
      Precision precision,
      ElementType small) {
    this.config = config;
    this.tensors = tensors;
    this.binder = binder;
    this.archive = archive;
    this.precision = precision;
    this.small = small;
  }

  void bind() {
    long e = config.width();
    archive.integer("n_layer", config.layers()).integer("n_head", config.heads());
    archive.tensor("wpe", binder.take("position_embeds_layer.weight", small, config.context(), e));
    norm("ln_1", "layers.%d.layernorm_1", e);
    norm("ln_2", "layers.%d.layernorm_2", e);
    archive.tensor("ln_f_w", binder.take("layernorm_final.weight", small, e));
    archive.optional("ln_f_b", binder.takeIfPresent("layernorm_final.bias", small, e));
    linear("attn_in", "layers.%d.attn.att_proj", 3 * e, e);
    linear("attn_out", "layers.%d.attn.out_proj", e, e);
    linear("mlp_in", "layers.%d.mlp.in_proj", 4 * e, e);
    linear("mlp_out", "layers.%d.mlp.out_proj", e, 4 * e);
  }

  private void norm(String name, String source, long e) {
    archive.tensors(name + "_w", each(i -> binder.take(layer(source, i) + ".weight", small, e)));
    bias(name, source, e);
  }

  private void linear(String name, String source, long rows, long columns) {
    IntFunction<String> weight = i -> layer(source, i) + ".weight";
    switch (precision) {
      case INT8 -> {
        List<Int8Weight> weights = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
          if (binder.check(weight.apply(i), rows, columns)) {
            weights.add(new Int8Weight(tensors, weight.apply(i)));
          }
        }
        // In this order: the scales are known once the weights are written.
        archive.tensors(name + "_q", weights.stream().map(Int8Weight::quantised).toList());
        archive.tensors(name + "_s", weights.stream().map(Int8Weight::scales).toList());
        archive.packedWeights(name + "_p");
      }
      case FP16 -> {
        archive.tensors(
            name + "_w", each(i -> binder.take(weight.apply(i), ElementType.F16, rows, columns)));
        archive.packedWeights(name + "_p");
      }
      default ->
          archive.tensors(
              name + "_w", each(i -> binder.take(weight.apply(i), ElementType.F32, rows, columns)));
    }
    bias(name, source, rows);
  }

  /** Some Barks have biases, some have none: what layer 0 has, every layer must have. */
  private void bias(String name, String source, long size) {
    boolean biased = tensors.has(layer(source, 0) + ".bias");
    archive.optionals(
        name + "_b",
        each(i -> biased ? binder.take(layer(source, i) + ".bias", small, size) : null));
  }

  private static String layer(String source, int i) {
    return String.format(Locale.ROOT, source, i);
  }

  private List<TensorData> each(IntFunction<TensorData> layer) {
    List<TensorData> tensors = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      tensors.add(layer.apply(i));
    }
    return tensors;
  }
}
