package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.barkdjl.checkpoint.JsonFile;
import org.barkdjl.error.ModelException;

/**
 * A repository's list of voices, {@code speaker_embeddings_path.json}: an object with a member a
 * voice, whose members name the files of its prompts.
 */
final class VoiceList {
  /** The prompts of a voice, in the order of the engine's stages. */
  static final List<String> PROMPTS = List.of("semantic_prompt", "coarse_prompt", "fine_prompt");

  /** Plain relative paths with '/': nothing that leads out of the repository. */
  private static final Pattern PATH = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

  private static final int MAX_VOICES = 10_000;

  private VoiceList() {}

  /**
   * Files of the three prompts, relative to the list's folder, by the voice's name.
   *
   * @throws ModelException if it is no such list, or names a file outside of the folder
   */
  static Map<String, List<String>> read(Path list) throws IOException {
    Map<String, List<String>> voices = new TreeMap<>();
    JsonFile.read(list)
        .forEach(
            (key, value) -> {
              // Beside the voices there is repo_or_path, a string.
              if (value instanceof Map<?, ?> files) {
                String name = path(key, list);
                voices.put(name, PROMPTS.stream().map(p -> path(files.get(p), list)).toList());
              }
            });
    if (voices.size() > MAX_VOICES) {
      throw new ModelException(list + " lists more than " + MAX_VOICES + " voices.");
    }
    return voices;
  }

  private static String path(Object value, Path list) {
    if (value instanceof String path && PATH.matcher(path).matches()) {
      return path;
    }
    throw new ModelException(
        "%s is no list of voices: it names %s where a file below its folder is expected."
            .formatted(list, value));
  }
}
