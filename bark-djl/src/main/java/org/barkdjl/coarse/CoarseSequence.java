package org.barkdjl.coarse;

import java.util.Optional;
import org.barkdjl.decode.LogitRange;
import org.barkdjl.decode.Prompt;
import org.barkdjl.decode.Sampling;
import org.barkdjl.decode.Sequence;
import org.barkdjl.decode.StepParameters;
import org.barkdjl.decode.StopRule;
import org.barkdjl.decode.UniformBuffer;
import org.barkdjl.token.TokenSpace;

/** Coarse tokens of one request on their way. */
public final class CoarseSequence implements Sequence {
  /** Even steps draw from codebook 0, odd ones from codebook 1. */
  public static final LogitRange RANGE =
      new LogitRange(TokenSpace.SEMANTIC, TokenSpace.ENTRIES, TokenSpace.ENTRIES);

  private final CoarseWindows windows;
  private final Sampling sampling;
  private final UniformBuffer numbers;

  public CoarseSequence(CoarseInput input) {
    windows = new CoarseWindows(input.semantic(), input.voice().orElse(null), input.options());
    sampling = input.options().sampling();
    numbers = new UniformBuffer(input.uniforms());
  }

  @Override
  public Optional<Prompt> prompt() {
    return windows.isAtBeginning() && !windows.continuesLastWindow()
        ? Optional.of(new Prompt(windows.prompt(), false))
        : Optional.empty();
  }

  @Override
  public int room() {
    return windows.leftInWindow();
  }

  @Override
  public StepParameters parameters() {
    return new StepParameters(windows.done(), RANGE, StopRule.NEVER, sampling, numbers);
  }

  @Override
  public void add(int[] tokens) {
    windows.add(tokens);
  }

  @Override
  public int done() {
    return windows.done();
  }

  @Override
  public int expected() {
    return windows.steps();
  }

  /** The codes made, 0 to 1023: (2, frames). */
  public int[][] codes() {
    return windows.codes();
  }
}
