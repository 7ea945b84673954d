package org.barkdjl.narration;

import java.io.IOException;
import java.util.List;
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
 * speaker said first: of the first piece of 3 s, or the longest of the first three. Piece n, from
 * 0, is generated with the request's seed plus n, so a plan of one piece gives exactly what {@link
 * Bark#generate(BarkRequest)} gives. Pieces whose voice is known are generated in groups. Where
 * audio is joined, its ends are faded over 5 ms.
 *
 * <p>A piece whose audio is too short or too long for its text may be tried again with new seeds,
 * each 2^32 above the last; the most plausible one is kept, and all of it told in the warnings. One
 * with which the model does nothing is left out with a warning, if others are spoken.
 */
public final class Narrator {
  /** New seeds that usually suffice. */
  public static final int USUAL_RETRIES = 2;

  private final Bark bark;
  private final BarkRequest request;
  private final Map<String, Voice> speakers;
  private final int retries;

  /**
   * @param request how to speak; its seed is that of the first piece, its text is not used
   * @param speakers voices by the names of a dialogue's speakers
   * @param retries how many new seeds a piece may take; 0: each is taken as it comes
   * @throws IllegalArgumentException if the request's numbers come from no seed, or retries are
   *     negative
   */
  public Narrator(Bark bark, BarkRequest request, Map<String, Voice> speakers, int retries) {
    if (retries < 0) {
      throw new IllegalArgumentException("retries must be 0 or more, not " + retries);
    }
    if (request.randomness().seed().isEmpty()) {
      throw new IllegalArgumentException("a narration needs a seed, not recorded numbers");
    }
    this.bark = bark;
    this.request = request;
    this.speakers = Map.copyOf(speakers);
    this.retries = retries;
  }

  /**
   * Speaks a plan.
   *
   * @param sink takes the samples, at the model's rate, as soon as a piece is ready
   * @throws IOException if the sink throws it
   * @throws CutShortException if something ended it, the listener included, after a piece was
   *     spoken; the cause is what would have been thrown before
   * @throws org.barkdjl.error.CancelledException if the listener cancelled
   * @throws org.barkdjl.error.BarkException as {@link Bark#generate(BarkRequest)} throws it
   */
  public Narration narrate(SpeechPlan plan, AudioSink sink, NarrationListener listener)
      throws IOException {
    NarrationState state = begin(plan, sink, listener);
    PieceBatcher batcher = new PieceBatcher(bark, listener);
    try {
      // The first piece is heard soon. As long as a group takes less than half of its length to
      // generate, it is there before the one before it ends.
      for (int most = 1; !state.ended(); most = Math.min(2 * most, batcher.fullGroup())) {
        batcher.perform(List.of(state), most);
      }
      state
          .failure()
          .ifPresent(
              e -> {
                throw e;
              });
      return state.narration();
    } catch (RuntimeException e) {
      if (state.hasSpoken()) {
        throw new CutShortException(e.getMessage(), state.narration(), state.through(), e);
      }
      throw e;
    }
  }

  /** A narration to be generated together with others by an {@link PieceBatcher}. */
  public NarrationState begin(SpeechPlan plan, AudioSink sink, NarrationListener listener) {
    NarrationOutput output =
        new NarrationOutput(
            sink,
            bark.manifest().sampleRateHz(),
            request.randomness().seed().orElseThrow(),
            plan.pieces().size(),
            plan.parts().size() == 1);
    SpeakerVoices voices = new SpeakerVoices(speakers, request.voice());
    return new NarrationState(plan, request, voices, retries, listener, output);
  }
}
