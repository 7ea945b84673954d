package org.barkdjl.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.barkdjl.voice.Voice;

/**
 * Finds voices beside a checkpoint: Suno's {@code .npz}, or the Hub's {@code .npy}, three a voice,
 * as {@code speaker_embeddings_path.json} lists them or as they lie in {@code speaker_embeddings}.
 */
final class VoiceSources {
  static final String LIST = "speaker_embeddings_path.json";

  private static final List<String> FOLDERS = List.of("voices", "speaker_embeddings", "prompts");
  private static final int MAX_DEPTH = 6;
  private static final String SEMANTIC_SUFFIX = "_semantic_prompt.npy";

  private final Map<String, VoiceSource> voices = new TreeMap<>();

  private VoiceSources() {}

  /** By name, for example {@code v2/en_speaker_6}. */
  static Map<String, VoiceSource> find(List<Path> sources) throws IOException {
    VoiceSources found = new VoiceSources();
    for (Path source : sources) {
      if (Files.isDirectory(source)) {
        found.addFolder(source);
      } else if (isNpz(source.toString())) {
        found.voices.put(
            without(Voice.SUFFIX, source.getFileName().toString()), new VoiceSource.Npz(source));
      }
    }
    return found.voices;
  }

  private void addFolder(Path folder) throws IOException {
    for (String name : FOLDERS) {
      if (Files.isDirectory(folder.resolve(name))) {
        // It may be a link; those below it are not followed, or could lead in circles.
        Path voicesFolder = folder.resolve(name).toRealPath();
        try (Stream<Path> files = Files.walk(voicesFolder, MAX_DEPTH)) {
          files.filter(Files::isRegularFile).forEach(file -> addFile(voicesFolder, file));
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
    Path list = folder.resolve(LIST);
    if (Files.isRegularFile(list)) {
      VoiceList.read(list)
          .forEach((name, files) -> voices.put(name, VoiceSource.Npy.of(folder, files)));
    }
  }

  private void addFile(Path folder, Path file) {
    String name = folder.relativize(file).toString().replace('\\', '/');
    if (isNpz(name)) {
      voices.put(without(Voice.SUFFIX, name), new VoiceSource.Npz(file));
    } else if (name.endsWith(SEMANTIC_SUFFIX)) {
      String voice = without(SEMANTIC_SUFFIX, name);
      String stem = without(SEMANTIC_SUFFIX, file.getFileName().toString());
      voices.put(
          voice,
          new VoiceSource.Npy(
              file,
              file.resolveSibling(stem + "_coarse_prompt.npy"),
              file.resolveSibling(stem + "_fine_prompt.npy")));
    }
  }

  /** In either case, as file systems without cases have it. */
  private static boolean isNpz(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(Voice.SUFFIX);
  }

  private static String without(String suffix, String name) {
    return name.substring(0, name.length() - suffix.length());
  }
}
