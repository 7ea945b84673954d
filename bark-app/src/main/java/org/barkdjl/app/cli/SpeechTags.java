package org.barkdjl.app.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.voice.Voice;

/** What a sound file says about the speech in it. */
public final class SpeechTags {
  private SpeechTags() {}

  /**
   * The tags of a narration.
   *
   * @param text all of it, as it was given
   */
  public static AudioTags of(
      ModelPackage model, String text, NarrationRequest request, Versions versions) {
    Stream<String> given = request.voice().map(Voice::name).stream();
    Stream<String> others =
        request.speakers().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().name())
            .sorted();
    return new AudioTags(
        text,
        Stream.concat(given, others).collect(Collectors.joining(", ")),
        model.manifest().name(),
        request.seed(),
        "bark-djl " + versions.bark());
  }
}
