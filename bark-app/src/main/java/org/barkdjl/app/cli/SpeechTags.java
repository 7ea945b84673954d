package org.barkdjl.app.cli;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.BarkRequest;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;

/** What a sound file says about the speech in it. */
public final class SpeechTags {
  private SpeechTags() {}

  /**
   * The tags of a text and its voices.
   *
   * @param speakers voices by the names of a dialogue's speakers
   */
  public static AudioTags of(
      ModelPackage model, BarkRequest request, Map<String, Voice> speakers, Versions versions) {
    Stream<String> given = request.voice().map(Voice::name).stream();
    Stream<String> cast =
        speakers.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue().name());
    return new AudioTags(
        request.text(),
        Stream.concat(given, cast).collect(Collectors.joining(", ")),
        model.manifest().name(),
        request.randomness().seed().orElseThrow(),
        "bark-djl " + versions.bark());
  }
}
