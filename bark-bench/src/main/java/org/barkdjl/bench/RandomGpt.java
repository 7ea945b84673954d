package org.barkdjl.bench;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.token.TokenSpace;

/**
 * A GPT of Bark at its real sizes: its tensors under the Hub's names, and its section of {@code
 * config.json}.
 *
 * @param section key of the section in {@code config.json}
 * @param prefix what its tensors' names begin with
 * @param inputs rows of an embedding table
 * @param outputs rows of the head
 * @param tables embedding tables: 1, or one a codebook in the fine stage, where they are heads, too
 */
record RandomGpt(
    String section, String prefix, RandomSize size, int inputs, int outputs, int tables) {
  private static final int FINE_ENTRIES = 1056;

  /** The three GPTs. */
  static List<RandomGpt> all(RandomSize size) {
    return List.of(
        new RandomGpt("semantic_config", "semantic.", size, 129_600, 10_048, 1),
        new RandomGpt("coarse_acoustics_config", "coarse_acoustics.", size, 12_096, 12_096, 1),
        new RandomGpt(
            "fine_acoustics_config",
            "fine_acoustics.",
            size,
            FINE_ENTRIES,
            FINE_ENTRIES,
            TokenSpace.CODEBOOKS));
  }

  /** Shapes by name. */
  Map<String, List<Long>> tensors() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    long e = size.width();
    if (tables == 1) {
      shapes.put(prefix + "input_embeds_layer.weight", List.of((long) inputs, e));
      shapes.put(prefix + "lm_head.weight", List.of((long) outputs, e));
    } else {
      for (int c = 0; c < tables; c++) {
        shapes.put(prefix + "input_embeds_layers." + c + ".weight", List.of((long) inputs, e));
      }
    }
    shapes.put(prefix + "position_embeds_layer.weight", List.of((long) TokenSpace.CONTEXT, e));
    for (int i = 0; i < size.layers(); i++) {
      String layer = prefix + "layers." + i + ".";
      norm(shapes, layer + "layernorm_1", e);
      shapes.put(layer + "attn.att_proj.weight", List.of(3 * e, e));
      shapes.put(layer + "attn.out_proj.weight", List.of(e, e));
      norm(shapes, layer + "layernorm_2", e);
      shapes.put(layer + "mlp.in_proj.weight", List.of(4 * e, e));
      shapes.put(layer + "mlp.out_proj.weight", List.of(e, 4 * e));
    }
    norm(shapes, prefix + "layernorm_final", e);
    return shapes;
  }

  /** The section of {@code config.json}. */
  JsonObject config() {
    JsonObject json = new JsonObject();
    json.addProperty("num_layers", size.layers());
    json.addProperty("num_heads", size.heads());
    json.addProperty("hidden_size", size.width());
    json.addProperty("block_size", TokenSpace.CONTEXT);
    json.addProperty("input_vocab_size", inputs);
    json.addProperty("output_vocab_size", outputs);
    return json;
  }

  /** Only the fine stage's norms have a bias. */
  private void norm(Map<String, List<Long>> shapes, String name, long e) {
    shapes.put(name + ".weight", List.of(e));
    if (tables > 1) {
      shapes.put(name + ".bias", List.of(e));
    }
  }
}
