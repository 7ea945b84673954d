package org.barkdjl.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Translates tensor names to those of the Hugging Face Hub's Bark, which the engine uses. Suno's
 * names (bark/model.py, model_fine.py) and EnCodec's (encodec/modules/seanet.py) are known; names
 * that match nothing stay as they are, so the Hub's names pass through.
 */
public final class TensorNames {
  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> RULES =
      List.of(
          // Suno's GPTs
          rule("^transformer\\.wte\\.", "input_embeds_layer."),
          rule("^transformer\\.wtes\\.", "input_embeds_layers."),
          rule("^transformer\\.wpe\\.", "position_embeds_layer."),
          rule("^transformer\\.ln_f\\.", "layernorm_final."),
          rule("^transformer\\.h\\.(\\d+)\\.ln_", "layers.$1.layernorm_"),
          rule("^transformer\\.h\\.(\\d+)\\.attn\\.c_attn\\.", "layers.$1.attn.att_proj."),
          rule("^transformer\\.h\\.(\\d+)\\.attn\\.c_proj\\.", "layers.$1.attn.out_proj."),
          rule("^transformer\\.h\\.(\\d+)\\.mlp\\.c_fc\\.", "layers.$1.mlp.in_proj."),
          rule("^transformer\\.h\\.(\\d+)\\.mlp\\.c_proj\\.", "layers.$1.mlp.out_proj."),
          rule("^transformer\\.h\\.(\\d+)\\.attn\\.bias$", "layers.$1.attn.bias"),
          // EnCodec
          rule("^decoder\\.model\\.", "decoder.layers."),
          rule("\\.(conv|convtr)\\.\\1\\.", ".conv."),
          rule("^quantizer\\.vq\\.layers\\.(\\d+)\\._codebook\\.", "quantizer.layers.$1.codebook."),
          // Both spellings of weight norm
          rule("\\.parametrizations\\.weight\\.original0$", ".weight_g"),
          rule("\\.parametrizations\\.weight\\.original1$", ".weight_v"));

  /** Of DataParallel, of trainers, of torch.compile; in any order, often several. */
  private static final Pattern WRAPPERS = Pattern.compile("^((module|model|_orig_mod)\\.)+");

  /** What a checkpoint holds beside what the decoder and the GPTs compute with. */
  private static final Pattern UNUSED =
      Pattern.compile(
          "^layers\\.\\d+\\.attn\\.bias$" // the causal mask
              + "|^encoder\\."
              + "|\\.codebook\\.(inited|cluster_size|embed_avg)$");

  /** Names that one message lists. */
  private static final int LISTED = 12;

  private TensorNames() {}

  /** The first names, for a message. */
  public static String listed(Collection<String> names) {
    String shown = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? shown + ", …" : shown;
  }

  /** A tensor's name without what wrappers of a model put before it. */
  static String unwrapped(String name) {
    return WRAPPERS.matcher(name).replaceFirst("");
  }

  /** The Hub's name of a tensor. */
  public static String canonical(String name) {
    String result = unwrapped(name);
    for (Rule rule : RULES) {
      result = rule.pattern.matcher(result).replaceFirst(rule.replacement);
    }
    return result;
  }

  /**
   * The table of an EnCodec's codebook, counted from 0; the first is a tensor that every EnCodec
   * has and no GPT.
   */
  public static String codebook(int index) {
    return "quantizer.layers." + index + ".codebook.embed";
  }

  /** Whether a canonical name is of a tensor that inference does without. */
  public static boolean isUnused(String canonical) {
    return UNUSED.matcher(canonical).find();
  }

  private static Rule rule(String pattern, String replacement) {
    return new Rule(Pattern.compile(pattern), replacement);
  }
}
