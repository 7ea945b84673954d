package org.barkdjl.checkpoint;

import java.util.HashMap;
import java.util.Map;
import org.barkdjl.error.ModelException;

/**
 * The sizes of one of Bark's three GPTs.
 *
 * @param layers transformer layers
 * @param heads attention heads
 * @param width embedding size E, a multiple of the heads
 * @param context positions, 1024 in every Bark
 * @param inputVocabulary rows of the embedding table
 * @param outputVocabulary rows of the head
 */
public record GptConfig(
    int layers, int heads, int width, int context, int inputVocabulary, int outputVocabulary) {
  /** Largest value of any size: far above every Bark, and small enough for int arithmetic. */
  private static final int MAX_SIZE = 1 << 20;

  public GptConfig {
    for (int size : new int[] {layers, heads, width, context, inputVocabulary, outputVocabulary}) {
      if (size < 1 || size > MAX_SIZE) {
        throw new ModelException("A GPT of Bark cannot have a size of " + size + ".");
      }
    }
    if (width % heads != 0) {
      throw new ModelException(
          "A GPT's width (%d) must be a multiple of its heads (%d).".formatted(width, heads));
    }
  }

  /**
   * Numbers in the keys and values of a sequence: two of the model's width a layer and position.
   */
  public long cacheElements() {
    return 2L * layers * context * width;
  }

  /**
   * Reads Suno's {@code model_args}; old files give one {@code vocab_size} for both vocabularies.
   *
   * @param where the file, for messages
   */
  static GptConfig ofSuno(Object modelArgs, String where) {
    if (!(modelArgs instanceof Map<?, ?> args)) {
      throw new ModelException(
          where + " holds no model_args: it is not a checkpoint of Suno's Bark.");
    }
    Sizes sizes = new Sizes(args, where);
    return new GptConfig(
        sizes.get("n_layer"),
        sizes.get("n_head"),
        sizes.get("n_embd"),
        sizes.get("block_size"),
        sizes.get("input_vocab_size", "vocab_size"),
        sizes.get("output_vocab_size", "vocab_size"));
  }

  /**
   * Reads one of the stages of a Hub {@code config.json}. What it leaves out has the default of
   * transformers' BarkSubModelConfig, as newer versions write only what differs.
   */
  static GptConfig ofHub(Map<?, ?> config, String where) {
    Map<Object, Object> sizes =
        new HashMap<>(
            Map.of(
                "num_layers", 12,
                "num_heads", 12,
                "hidden_size", 768,
                "block_size", 1024,
                "input_vocab_size", 10_048,
                "output_vocab_size", 10_048));
    sizes.putAll(config);
    Sizes read = new Sizes(sizes, where);
    return new GptConfig(
        read.get("num_layers"),
        read.get("num_heads"),
        read.get("hidden_size"),
        read.get("block_size"),
        read.get("input_vocab_size"),
        read.get("output_vocab_size"));
  }

  private record Sizes(Map<?, ?> values, String where) {
    int get(String... keys) {
      for (String key : keys) {
        if (values.get(key) instanceof Number number && number.doubleValue() == number.intValue()) {
          return number.intValue();
        }
      }
      throw new ModelException(where + " gives no whole number " + String.join(" or ", keys) + ".");
    }
  }
}
