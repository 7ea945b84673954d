package org.barkdjl.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/**
 * A model that is loaded, and the names of its voices.
 *
 * @param model where it lies
 * @param bark the engine that has it; not closed here
 * @param voice the one for who names none; empty: the model chooses
 * @param voices all that it has
 * @param aliases voices' names by the other names that they go by, which are in their order
 */
record ServedModel(
    ModelPackage model,
    Bark bark,
    Optional<Voice> voice,
    VoiceCatalogue voices,
    Map<String, String> aliases) {
  /** OpenAI's, which clients send unless they are told otherwise. */
  private static final List<String> OPENAI_VOICES =
      List.of(
          "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer",
          "verse", "marin", "cedar");

  /** The word for no voice: the model chooses one. */
  private static final String NONE = "none";

  /**
   * Finds the voices.
   *
   * @param names those that the operator gives to voices, stronger than OpenAI's
   * @throws org.barkdjl.error.InputException if one of these voices is not there
   */
  static ServedModel of(
      ModelPackage model, Bark bark, Optional<Voice> voice, Map<String, String> names)
      throws IOException {
    VoiceCatalogue voices =
        Files.isDirectory(model.voicesFolder())
            ? VoiceCatalogue.open(model.voicesFolder())
            : VoiceCatalogue.empty();
    for (String named : names.values()) {
      voices.named(named);
    }
    Map<String, String> aliases = new LinkedHashMap<>();
    List<String> english =
        voices.names().stream()
            .filter(
                name -> VoiceCatalogue.language(name).filter(Language.ENGLISH::equals).isPresent())
            .toList();
    List<String> usual = english.isEmpty() ? voices.names() : english;
    for (int i = 0; i < OPENAI_VOICES.size() && !usual.isEmpty(); i++) {
      aliases.put(OPENAI_VOICES.get(i), usual.get(i % usual.size()));
    }
    aliases.putAll(names);
    aliases.keySet().removeAll(voices.names());
    return new ServedModel(model, bark, voice, voices, aliases);
  }

  /** The voices' own names, then the others. */
  List<String> names() {
    List<String> names = new ArrayList<>(voices.names());
    names.addAll(aliases.keySet());
    return names;
  }

  /** Whether a client may name it. */
  boolean has(String name) {
    return name.equals(NONE) || aliases.containsKey(name) || voices.names().contains(name);
  }

  /**
   * The voice that a client means.
   *
   * @throws org.barkdjl.error.InputException if there is none of that name
   */
  Optional<Voice> voice(Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      return voice;
    }
    return name.get().equals(NONE) ? Optional.empty() : Optional.of(named(name.get()));
  }

  /**
   * The voice of a name or alias.
   *
   * @throws org.barkdjl.error.InputException if there is none
   */
  Voice named(String name) throws IOException {
    Voice found = voices.named(aliases.getOrDefault(name, name));
    model.manifest().requireOwn(found);
    return found;
  }
}
