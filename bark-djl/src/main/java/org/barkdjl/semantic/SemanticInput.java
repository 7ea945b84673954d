package org.barkdjl.semantic;

import org.barkdjl.decode.Uniforms;

/**
 * What the semantic stage makes tokens of.
 *
 * @param textIds WordPiece ids before the offset, at most 256
 * @param history semantic tokens of a voice; the last 256 count; empty without a voice
 * @param options how to draw and when to end
 * @param uniforms a number for each token
 */
public record SemanticInput(
    int[] textIds, int[] history, SemanticOptions options, Uniforms uniforms) {
  /** Text slots, and history slots, of the prompt. */
  static final int SLOTS = 256;

  public SemanticInput {
    if (textIds.length > SLOTS) {
      throw new IllegalArgumentException(textIds.length + " text tokens; at most " + SLOTS);
    }
  }
}
