package org.barkdjl.semantic;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.Decoding;
import org.barkdjl.decode.DrawRange;
import org.barkdjl.decode.Ending;
import org.barkdjl.decode.Prompt;
import org.barkdjl.decode.StepListener;
import org.barkdjl.decode.Uniforms;

/**
 * Stage 1: text to semantic tokens (generate_text_semantic in bark/generation.py). Not safe to use
 * from several threads at once.
 */
public final class SemanticStage implements AutoCloseable {
  /** Semantic tokens a second of audio. */
  public static final double RATE_HZ = 49.9;

  /** Semantic tokens are 0 to 9999; this one pads the history and ends the sequence. */
  public static final int VOCABULARY = 10_000;

  private static final int END = VOCABULARY;

  /** Text slots, and history slots, of the prompt. */
  private static final int SLOTS = 256;

  private static final int TEXT_OFFSET = 10_048;
  private static final int TEXT_PAD = 129_595;
  private static final int INFER = 129_599;

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
  public static SemanticStage load(Path archive, Device device, int chunk) throws IOException {
    return new SemanticStage(CausalModel.load(archive, device, chunk));
  }

  /**
   * Generates semantic tokens.
   *
   * @param textIds WordPiece ids before the offset, at most 256
   * @param history semantic tokens of a voice; the last 256 count; empty without a voice
   * @return tokens 0 to 9999; none if the model ended at once
   */
  public int[] generate(
      int[] textIds,
      int[] history,
      SemanticOptions options,
      Uniforms uniforms,
      StepListener listener) {
    int limit = limit(options);
    Ending ending = options.allowEnd() ? new Ending(END, options.minEosP()) : Ending.NEVER;
    DrawRange range = new DrawRange(0, options.allowEnd() ? VOCABULARY + 1 : VOCABULARY, 0);
    int[] tokens = new int[limit];
    int count = 0;
    try (Decoding decoding = new Decoding(model, prompt(textIds, history))) {
      while (count < limit) {
        int wanted = Math.min(model.chunk(), limit - count);
        int[] drawn = decoding.draw(wanted, count, range, ending, options.sampling(), uniforms);
        int kept = indexOf(drawn, ending.token());
        System.arraycopy(drawn, 0, tokens, count, kept);
        count += kept;
        listener.advanced(count, limit);
        if (kept < drawn.length) {
          break;
        }
      }
    }
    return Arrays.copyOf(tokens, count);
  }

  /** The most tokens that the options allow. */
  public static int limit(SemanticOptions options) {
    return tokensWithin(options.maxSeconds().orElse(Double.POSITIVE_INFINITY));
  }

  @Override
  public void close() {
    model.close();
  }

  private static Prompt prompt(int[] textIds, int[] history) {
    if (textIds.length > SLOTS) {
      throw new IllegalArgumentException(textIds.length + " text tokens; at most " + SLOTS);
    }
    long[] ids = new long[2 * SLOTS + 1];
    Arrays.fill(ids, 0, SLOTS, TEXT_PAD);
    Arrays.fill(ids, SLOTS, 2 * SLOTS, END);
    for (int i = 0; i < textIds.length; i++) {
      ids[i] = (long) textIds[i] + TEXT_OFFSET;
    }
    int skipped = Math.max(0, history.length - SLOTS);
    for (int i = skipped; i < history.length; i++) {
      ids[SLOTS + i - skipped] = history[i];
    }
    ids[2 * SLOTS] = INFER;
    return new Prompt(ids, true);
  }

  /** Tokens until the duration is exceeded, summed up as the original does. */
  private static int tokensWithin(double limit) {
    double total = 0;
    int tokens = 0;
    while (tokens < MAX_TOKENS && total <= limit) {
      total += 1 / RATE_HZ;
      tokens++;
    }
    return tokens;
  }

  private static int indexOf(int[] tokens, int token) {
    return IntStream.range(0, tokens.length)
        .filter(i -> tokens[i] == token)
        .findFirst()
        .orElse(tokens.length);
  }
}
