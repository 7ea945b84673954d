package org.barkdjl;

import java.util.Objects;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.semantic.SemanticOptions;

/**
 * How the stages draw: how a text is spoken, whatever the text, voice and seed.
 *
 * @param semantic options of the semantic stage
 * @param coarse options of the coarse stage
 * @param fine options of the fine stage
 */
public record GenerationOptions(SemanticOptions semantic, CoarseOptions coarse, FineOptions fine) {
  /** Suno's defaults. */
  public static final GenerationOptions DEFAULT =
      new GenerationOptions(SemanticOptions.DEFAULT, CoarseOptions.DEFAULT, FineOptions.DEFAULT);

  public GenerationOptions {
    Objects.requireNonNull(semantic, "semantic");
    Objects.requireNonNull(coarse, "coarse");
    Objects.requireNonNull(fine, "fine");
  }

  public GenerationOptions withSemantic(SemanticOptions value) {
    return new GenerationOptions(value, coarse, fine);
  }

  public GenerationOptions withCoarse(CoarseOptions value) {
    return new GenerationOptions(semantic, value, fine);
  }

  public GenerationOptions withFine(FineOptions value) {
    return new GenerationOptions(semantic, coarse, value);
  }
}
