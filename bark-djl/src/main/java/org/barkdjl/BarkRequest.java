package org.barkdjl;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.voice.Voice;

/**
 * What to speak at once: one text, with one voice. Start from {@link #of} and change what differs
 * with the {@code with} methods; requests are immutable and can be used again.
 *
 * @param text what to say; up to 256 tokens of it are spoken
 * @param voice the voice (history prompt) to go on with; empty: the model chooses one
 * @param randomness the seed, or recorded numbers
 * @param options how to speak it
 */
public record BarkRequest(
    String text, Optional<Voice> voice, Randomness randomness, GenerationOptions options) {
  /** A request with Suno's defaults, no voice, and a seed of its own drawing. */
  public static BarkRequest of(String text) {
    return new BarkRequest(
        text,
        Optional.empty(),
        Randomness.seeded(ThreadLocalRandom.current().nextLong(1L << 32)),
        GenerationOptions.DEFAULT);
  }

  public BarkRequest withText(String value) {
    return new BarkRequest(value, voice, randomness, options);
  }

  public BarkRequest withVoice(Voice value) {
    return withVoice(Optional.of(value));
  }

  public BarkRequest withVoice(Optional<Voice> value) {
    return new BarkRequest(text, value, randomness, options);
  }

  public BarkRequest withSeed(long value) {
    return withRandomness(Randomness.seeded(value));
  }

  public BarkRequest withRandomness(Randomness value) {
    return new BarkRequest(text, voice, value, options);
  }

  public BarkRequest withOptions(GenerationOptions value) {
    return new BarkRequest(text, voice, randomness, value);
  }

  public BarkRequest withSemantic(SemanticOptions value) {
    return withOptions(options.withSemantic(value));
  }

  public BarkRequest withCoarse(CoarseOptions value) {
    return withOptions(options.withCoarse(value));
  }

  public BarkRequest withFine(FineOptions value) {
    return withOptions(options.withFine(value));
  }
}
