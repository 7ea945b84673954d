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
 * @param maxSeconds longest audio to make, in seconds as the original takes them: a double, so that
 *     a recorded limit is the same to the last bit; empty: up to the model's 768 tokens, 15.4 s
 */
public record SemanticOptions(
    Sampling sampling, boolean allowEnd, OptionalDouble minEosP, OptionalDouble maxSeconds) {
  /** Suno's defaults. */
  public static final SemanticOptions DEFAULT =
      new SemanticOptions(Sampling.DEFAULT, true, OptionalDouble.of(0.2), OptionalDouble.empty());

  public SemanticOptions {
    if (minEosP.isPresent() && !(minEosP.getAsDouble() >= 0 && minEosP.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "min-eos-p must be between 0 and 1, not " + minEosP.getAsDouble());
    }
    if (maxSeconds.isPresent() && !(maxSeconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "the maximum duration must be above 0 s, not " + maxSeconds.getAsDouble());
    }
  }

  /** The longest audio to make, to the nanosecond. */
  public Optional<Duration> maxDuration() {
    return maxSeconds.isPresent()
        ? Optional.of(Duration.ofNanos(Math.round(maxSeconds.getAsDouble() * 1e9)))
        : Optional.empty();
  }

  public SemanticOptions withSampling(Sampling value) {
    return new SemanticOptions(value, allowEnd, minEosP, maxSeconds);
  }

  public SemanticOptions withAllowEnd(boolean value) {
    return new SemanticOptions(sampling, value, minEosP, maxSeconds);
  }

  public SemanticOptions withMinEosP(OptionalDouble value) {
    return new SemanticOptions(sampling, allowEnd, value, maxSeconds);
  }

  public SemanticOptions withMaxDuration(Optional<Duration> value) {
    OptionalDouble seconds =
        value.isPresent() ? OptionalDouble.of(value.get().toNanos() / 1e9) : OptionalDouble.empty();
    return new SemanticOptions(sampling, allowEnd, minEosP, seconds);
  }
}
