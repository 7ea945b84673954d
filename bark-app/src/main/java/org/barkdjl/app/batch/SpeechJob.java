package org.barkdjl.app.batch;

import org.barkdjl.narration.NarrationRequest;

/**
 * How an item is spoken.
 *
 * @param text all of it, as it was given
 * @param request what to narrate and how
 */
public record SpeechJob(String text, NarrationRequest request) {
  SpeechJob withSeed(long seed) {
    return new SpeechJob(text, request.withSeed(seed));
  }
}
