package org.barkdjl;

import java.util.Optional;
import org.barkdjl.error.BarkException;

/**
 * What became of one of several requests: one of the two is there.
 *
 * @param result what was generated
 * @param failure why nothing was: the text was empty, or the model said nothing
 */
public record BarkOutcome(Optional<BarkResult> result, Optional<BarkException> failure) {
  public BarkOutcome {
    if (result.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException("an outcome is a result or a failure");
    }
  }

  /** Waits for a generation's end, however it is. */
  public static BarkOutcome of(Generation generation) {
    try {
      return of(generation.join());
    } catch (BarkException e) {
      return failed(e);
    }
  }

  static BarkOutcome of(BarkResult result) {
    return new BarkOutcome(Optional.of(result), Optional.empty());
  }

  static BarkOutcome failed(BarkException failure) {
    return new BarkOutcome(Optional.empty(), Optional.of(failure));
  }

  /** The result, or throws the failure. */
  public BarkResult orThrow() {
    return result.orElseThrow(failure::get);
  }
}
