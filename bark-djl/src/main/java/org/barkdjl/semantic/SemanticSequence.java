package org.barkdjl.semantic;

import java.util.Arrays;
import java.util.Optional;
import org.barkdjl.decode.LogitRange;
import org.barkdjl.decode.Prompt;
import org.barkdjl.decode.Sequence;
import org.barkdjl.decode.StepParameters;
import org.barkdjl.decode.StopRule;
import org.barkdjl.decode.UniformBuffer;
import org.barkdjl.token.TokenSpace;

/** Semantic tokens of one text on their way. */
public final class SemanticSequence implements Sequence {
  /** Ends the sequence; pads the history, too. */
  /** The token after the last one: it pads the history and ends the sequence. */
  private static final int END = TokenSpace.SEMANTIC;

  /** The tokens, and the end. */
  public static final LogitRange RANGE = LogitRange.upTo(END + 1);

  private static final int SLOTS = SemanticInput.SLOTS;
  private static final int TEXT_OFFSET = 10_048;
  private static final int TEXT_PAD = 129_595;
  private static final int INFER = 129_599;

  private final SemanticInput input;
  private final LogitRange range;
  private final StopRule ending;
  private final UniformBuffer numbers;
  private final int[] tokens;
  private int count;
  private boolean ended;

  public SemanticSequence(SemanticInput input) {
    this.input = input;
    SemanticOptions options = input.options();
    ending = options.allowEnd() ? new StopRule(END, options.minEosP()) : StopRule.NEVER;
    range = options.allowEnd() ? RANGE : LogitRange.upTo(END);
    numbers = new UniformBuffer(input.uniforms());
    tokens = new int[SemanticStage.limit(options)];
  }

  @Override
  public Optional<Prompt> prompt() {
    return count == 0 ? Optional.of(firstPrompt()) : Optional.empty();
  }

  @Override
  public int room() {
    return ended ? 0 : tokens.length - count;
  }

  @Override
  public StepParameters parameters() {
    return new StepParameters(count, range, ending, input.options().sampling(), numbers);
  }

  @Override
  public void add(int[] drawn) {
    for (int i = 0; i < drawn.length && !ended; i++) {
      if (drawn[i] == ending.token()) {
        ended = true;
      } else {
        tokens[count++] = drawn[i];
      }
    }
  }

  @Override
  public int done() {
    return count;
  }

  @Override
  public int expected() {
    return ended ? count : tokens.length;
  }

  /** The tokens made, 0 to 9999. */
  public int[] tokens() {
    return Arrays.copyOf(tokens, count);
  }

  private Prompt firstPrompt() {
    int[] text = input.textIds();
    int[] history = input.history();
    long[] ids = new long[2 * SLOTS + 1];
    Arrays.fill(ids, 0, SLOTS, TEXT_PAD);
    Arrays.fill(ids, SLOTS, 2 * SLOTS, END);
    for (int i = 0; i < text.length; i++) {
      ids[i] = (long) text[i] + TEXT_OFFSET;
    }
    int skipped = Math.max(0, history.length - SLOTS);
    for (int i = skipped; i < history.length; i++) {
      ids[SLOTS + i - skipped] = history[i];
    }
    ids[2 * SLOTS] = INFER;
    return new Prompt(ids, true);
  }
}
