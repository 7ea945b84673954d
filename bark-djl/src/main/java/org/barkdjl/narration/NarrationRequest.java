package org.barkdjl.narration;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.GenerationOptions;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * What to narrate and how. Start from {@link #of} and change what differs with the {@code with}
 * methods; requests are immutable and can be used again.
 *
 * @param plan the text, divided
 * @param voice the voice of those who have none of their own; empty: the model chooses
 * @param speakers voices by the names of a dialogue's speakers
 * @param seed that of the first piece; piece n, from 0, has n more
 * @param retries how many new seeds a piece may take whose audio is far too short or long for its
 *     text; 0: each is taken as it comes
 * @param options how to speak
 */
public record NarrationRequest(
    SpeechPlan plan,
    Optional<Voice> voice,
    Map<String, Voice> speakers,
    long seed,
    int retries,
    GenerationOptions options) {
  /** New seeds that usually suffice for a piece of a longer text. */
  public static final int USUAL_RETRIES = 2;

  public NarrationRequest {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(voice, "voice");
    Objects.requireNonNull(options, "options");
    speakers = Map.copyOf(speakers);
    if (retries < 0) {
      throw new IllegalArgumentException("retries must be 0 or more, not " + retries);
    }
  }

  /**
   * A request with Suno's options, whose voice the model chooses; new seeds as they usually
   * suffice.
   */
  public static NarrationRequest of(SpeechPlan plan, long seed) {
    return new NarrationRequest(
        plan,
        Optional.empty(),
        Map.of(),
        seed,
        plan.parts().size() == 1 ? 0 : USUAL_RETRIES,
        GenerationOptions.DEFAULT);
  }

  public NarrationRequest withVoice(Optional<Voice> value) {
    return new NarrationRequest(plan, value, speakers, seed, retries, options);
  }

  public NarrationRequest withSpeakers(Map<String, Voice> value) {
    return new NarrationRequest(plan, voice, value, seed, retries, options);
  }

  public NarrationRequest withSeed(long value) {
    return new NarrationRequest(plan, voice, speakers, value, retries, options);
  }

  public NarrationRequest withRetries(int value) {
    return new NarrationRequest(plan, voice, speakers, seed, value, options);
  }

  public NarrationRequest withOptions(GenerationOptions value) {
    return new NarrationRequest(plan, voice, speakers, seed, retries, value);
  }

  /**
   * What a sound file says about the speech in it.
   *
   * @param text all of it, as it was given
   * @param model the name of the model
   * @param software the program and its version
   */
  public AudioTags tags(String text, String model, String software) {
    Stream<String> given = voice.map(Voice::name).stream();
    Stream<String> others =
        speakers.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().name())
            .sorted();
    return new AudioTags(
        text,
        Stream.concat(given, others).collect(Collectors.joining(", ")),
        model,
        seed,
        software);
  }
}
