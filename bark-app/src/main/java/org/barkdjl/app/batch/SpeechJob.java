package org.barkdjl.app.batch;

import java.util.Map;
import org.barkdjl.BarkRequest;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * How an item is spoken.
 *
 * @param request its whole text, its voice, its options
 * @param plan the text, divided
 * @param speakers voices by the names of a dialogue's speakers
 * @param retries how many new seeds a piece may take
 */
public record SpeechJob(
    BarkRequest request, SpeechPlan plan, Map<String, Voice> speakers, int retries) {
  public SpeechJob {
    speakers = Map.copyOf(speakers);
  }

  SpeechJob withSeed(long seed) {
    return new SpeechJob(request.withSeed(seed), plan, speakers, retries);
  }
}
