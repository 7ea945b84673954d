package org.barkdjl.model;

import java.util.ArrayList;
import java.util.List;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.error.ModelException;
import org.barkdjl.token.TokenSpace;

/**
 * What a stage needs of its GPT at least: all positions of Bark's context, and a row for every
 * token id that the stage gives or draws. Suno's tables are a little larger.
 */
public enum GptNeeds {
  SEMANTIC(129_600, 10_001),
  COARSE(12_051, 12_048),
  FINE(1_025, 1_024);

  private final int inputs;
  private final int outputs;

  GptNeeds(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Rows of the embedding table. */
  public int inputs() {
    return inputs;
  }

  /** Rows of the head. */
  public int outputs() {
    return outputs;
  }

  /**
   * Refuses a GPT that libtorch would fail with in the middle of a generation.
   *
   * @param where the file, for messages
   * @throws ModelException naming each size that is too small, and the one needed
   */
  void check(GptConfig config, String where) {
    List<String> tooFew = new ArrayList<>();
    compare(tooFew, "positions", config.context(), TokenSpace.CONTEXT);
    compare(tooFew, "input tokens", config.inputVocabulary(), inputs);
    compare(tooFew, "output tokens", config.outputVocabulary(), outputs);
    if (!tooFew.isEmpty()) {
      throw new ModelException(
          "The %s GPT in %s is too small for Bark: it has %s; give a checkpoint of a whole Bark."
              .formatted(Part.valueOf(name()).id(), where, String.join(", ", tooFew)));
    }
  }

  private static void compare(List<String> tooFew, String what, int found, int needed) {
    if (found < needed) {
      tooFew.add("%d %s instead of %d".formatted(found, what, needed));
    }
  }
}
