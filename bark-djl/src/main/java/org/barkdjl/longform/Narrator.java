package org.barkdjl.longform;

import java.io.IOException;
import java.util.Map;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * Speaks texts of any length, piece by piece, in the memory of a piece. Threads may share it.
 *
 * <p>A voice stays the same throughout: the speaker's, else the request's, else that of what the
 * speaker said first. Piece n, from 0, is generated with the request's seed plus n, so a plan of
 * one piece gives exactly what {@link Bark#generate(BarkRequest)} gives. Where audio is joined, its
 * ends are faded over 5 ms.
 */
public final class Narrator {
  private final Bark bark;
  private final BarkRequest request;
  private final Map<String, Voice> speakers;

  /**
   * @param request how to speak; its seed is that of the first piece, its text is not used
   * @param speakers voices by the names of a dialogue's speakers
   * @throws IllegalArgumentException if the request's numbers come from no seed
   */
  public Narrator(Bark bark, BarkRequest request, Map<String, Voice> speakers) {
    if (request.randomness().seed().isEmpty()) {
      throw new IllegalArgumentException("a narration needs a seed, not recorded numbers");
    }
    this.bark = bark;
    this.request = request;
    this.speakers = Map.copyOf(speakers);
  }

  /**
   * Speaks a plan.
   *
   * @param sink takes the samples, at the model's rate, as soon as a piece is ready
   * @throws IOException if the sink throws it
   * @throws org.barkdjl.error.CancelledException if the listener cancelled
   * @throws org.barkdjl.error.BarkException as {@link Bark#generate(BarkRequest)} throws it
   */
  public Narration narrate(SpeechPlan plan, AudioSink sink, NarrationListener listener)
      throws IOException {
    Recital recital = new Recital(bark, request, new Cast(speakers, request.voice()), listener);
    return recital.speak(plan, sink);
  }
}
