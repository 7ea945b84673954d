package org.barkdjl.semantic;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.barkdjl.decode.Sampling;

/**
 * How the semantic stage draws and when it ends.
 *
 * @param sampling how a token is drawn
 * @param allowEnd whether the model may end the sequence by itself; otherwise it runs to the limit
 * @param minEosP ends the sequence when the end's probability reaches this; empty: only when drawn
 * @param maxDuration longest audio to make; empty: up to the model's 768 tokens, 15.4 s
 */
public record SemanticOptions(
    Sampling sampling, boolean allowEnd, OptionalDouble minEosP, Optional<Duration> maxDuration) {
  /** Suno's defaults. */
  public static final SemanticOptions DEFAULT =
      new SemanticOptions(Sampling.DEFAULT, true, OptionalDouble.of(0.2), Optional.empty());

  public SemanticOptions {
    if (minEosP.isPresent() && !(minEosP.getAsDouble() >= 0 && minEosP.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "min-eos-p must be between 0 and 1, not " + minEosP.getAsDouble());
    }
    if (maxDuration.isPresent() && (maxDuration.get().isNegative() || maxDuration.get().isZero())) {
      throw new IllegalArgumentException(
          "the maximum duration must be above 0 s, not " + maxDuration.get());
    }
  }

  public SemanticOptions withSampling(Sampling value) {
    return new SemanticOptions(value, allowEnd, minEosP, maxDuration);
  }

  public SemanticOptions withAllowEnd(boolean value) {
    return new SemanticOptions(sampling, value, minEosP, maxDuration);
  }

  public SemanticOptions withMinEosP(OptionalDouble value) {
    return new SemanticOptions(sampling, allowEnd, value, maxDuration);
  }

  public SemanticOptions withMaxDuration(Optional<Duration> value) {
    return new SemanticOptions(sampling, allowEnd, minEosP, value);
  }
}
