package org.barkdjl;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.voice.Voice;

/**
 * One text to speak and how. Start from {@link #of} and change what differs with the {@code with}
 * methods; requests are immutable and can be used again.
 *
 * @param text what to say; up to 256 tokens of it are spoken
 * @param voice the voice (history prompt) to go on with; empty: the model chooses one
 * @param randomness the seed, or recorded numbers
 * @param semantic options of the semantic stage
 * @param coarse options of the coarse stage
 * @param fine options of the fine stage
 */
public record BarkRequest(
    String text,
    Optional<Voice> voice,
    Randomness randomness,
    SemanticOptions semantic,
    CoarseOptions coarse,
    FineOptions fine) {
  /** A request with Suno's defaults, no voice, and a seed of its own drawing. */
  public static BarkRequest of(String text) {
    return new BarkRequest(
        text,
        Optional.empty(),
        Randomness.seeded(ThreadLocalRandom.current().nextLong(1L << 32)),
        SemanticOptions.DEFAULT,
        CoarseOptions.DEFAULT,
        FineOptions.DEFAULT);
  }

  public BarkRequest withText(String value) {
    return new BarkRequest(value, voice, randomness, semantic, coarse, fine);
  }

  public BarkRequest withVoice(Voice value) {
    return withVoice(Optional.of(value));
  }

  public BarkRequest withVoice(Optional<Voice> value) {
    return new BarkRequest(text, value, randomness, semantic, coarse, fine);
  }

  public BarkRequest withSeed(long value) {
    return withRandomness(Randomness.seeded(value));
  }

  public BarkRequest withRandomness(Randomness value) {
    return new BarkRequest(text, voice, value, semantic, coarse, fine);
  }

  public BarkRequest withSemantic(SemanticOptions value) {
    return new BarkRequest(text, voice, randomness, value, coarse, fine);
  }

  public BarkRequest withCoarse(CoarseOptions value) {
    return new BarkRequest(text, voice, randomness, semantic, value, fine);
  }

  public BarkRequest withFine(FineOptions value) {
    return new BarkRequest(text, voice, randomness, semantic, coarse, value);
  }
}
