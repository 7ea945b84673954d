package org.barkdjl.semantic;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.Decoder;
import org.barkdjl.device.Attention;
import org.barkdjl.token.TokenSpace;

/**
 * Stage 1: text to semantic tokens (generate_text_semantic in bark/generation.py). Not safe to use
 * from several threads at once.
 */
public final class SemanticStage implements AutoCloseable {
  /** The prompt's 257 positions leave 767 of the context's 1024; the last token needs none. */
  private static final int MAX_TOKENS = 768;

  private final CausalModel model;

  private SemanticStage(CausalModel model) {
    this.model = model;
  }

  /**
   * Loads the stage.
   *
   * @param chunk tokens a call; 0: chosen for the device
   */
  public static SemanticStage load(Path archive, Device device, Attention attention, int chunk)
      throws IOException {
    return new SemanticStage(
        CausalModel.load(archive, device, attention, SemanticSequence.RANGE, chunk));
  }

  /**
   * A decoder of {@link SemanticSequence}s.
   *
   * @param width how many are decoded together at most
   */
  public Decoder decoder(int width) {
    model.expect(width);
    return new Decoder(model, width);
  }

  /** The most tokens that the options allow. */
  public static int limit(SemanticOptions options) {
    return tokensWithin(options.maxSeconds().orElse(Double.POSITIVE_INFINITY));
  }

  @Override
  public void close() {
    model.close();
  }

  /** Tokens until the duration is exceeded, summed up as the original does. */
  private static int tokensWithin(double limit) {
    double total = 0;
    int tokens = 0;
    while (tokens < MAX_TOKENS && total <= limit) {
      total += 1 / TokenSpace.SEMANTIC_HZ;
      tokens++;
    }
    return tokens;
  }
}
