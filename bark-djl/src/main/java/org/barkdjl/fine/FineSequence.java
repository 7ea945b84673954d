package org.barkdjl.fine;

import java.util.Arrays;
import java.util.Optional;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.error.InputException;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.voice.Voice;

/**
 * Codes of one text on their way through the fine stage: a codebook of a window after the other.
 */
public final class FineSequence {
  private static final int PASSES = TokenSpace.CODEBOOKS - FineWindows.GIVEN;

  private final FineWindows windows;
  private final FineOptions options;
  private final Uniforms uniforms;
  private int done;
  private FinePass.Row next; // null until it is asked for

  /**
   * Codes to fill.
   *
   * @param coarse codes 0 to 1023: (2, frames)
   * @param voice the voice to go on with
   * @param uniforms a number for each frame of each pass
   */
  public FineSequence(
      int[][] coarse, Optional<Voice> voice, FineOptions options, Uniforms uniforms) {
    this.windows = new FineWindows(coarse, voice.orElse(null));
    this.options = options;
    this.uniforms = uniforms;
  }

  /** Passes through the model that were made. */
  public int done() {
    return done;
  }

  /** Passes in all. */
  public int expected() {
    return windows.windows() * PASSES;
  }

  /** The codes; all are there when {@link #done} is {@link #expected}: (8, frames). */
  public int[][] codes() {
    return windows.result();
  }

  /** The codebook that the next pass draws. */
  int codebook() {
    return FineWindows.GIVEN + done % PASSES;
  }

  /** The next pass, the same until it is taken: all numbers that it may need are drawn. */
  FinePass.Row next() {
    if (next == null) {
      double[] numbers = new double[TokenSpace.CONTEXT - windows.firstWritten(window())];
      Arrays.setAll(numbers, i -> options.temperature() == 0 ? 0 : uniforms.next());
      if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
        throw new InputException(
            "The recorded random numbers ended: the generation has left the recorded path.");
      }
      next = new FinePass.Row(windows.codes(window()), numbers, options.temperature());
    }
    return next;
  }

  /** Takes what was drawn in the pass: (frames drawn). */
  void take(long[] drawn) {
    windows.write(window(), codebook(), drawn);
    next = null;
    done++;
  }

  private int window() {
    return done / PASSES;
  }
}
