package org.barkdjl.voice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.barkdjl.error.InputException;
import org.barkdjl.error.Problem;

/**
 * The voices of a folder: each {@code .npz} in it or below, named by its path from the folder,
 * without {@code .npz} and with {@code /} on every system, for example {@code v2/en_speaker_6}. The
 * names are those at the time of opening; files are read when asked for.
 */
public final class VoiceCatalogue {
  /** Presets lie one folder deep; this only keeps a wrong folder from taking forever. */
  private static final int MAX_DEPTH = 4;

  private static final int MAX_SHOWN_NAME = 100;
  private static final Pattern PRESET = Pattern.compile("(?:.*/)?([a-z]{2})_speaker_[0-9]+");

  private final Map<String, Path> files;

  private VoiceCatalogue(Map<String, Path> files) {
    this.files = files;
  }

  /**
   * Lists a folder.
   *
   * @throws InputException if it is not there
   */
  public static VoiceCatalogue open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException("There is no folder of voices at " + folder + ".");
    }
    Map<String, Path> files = new TreeMap<>(new NaturalOrder());
    // The folder itself may be a link; those below it are not followed, or could lead in circles.
    Path root = folder.toRealPath();
    try (Stream<Path> found =
        Files.find(root, MAX_DEPTH, (path, attributes) -> isVoiceFile(path))) {
      for (Path file : (Iterable<Path>) found::iterator) {
        files.put(name(root.relativize(file)), file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new VoiceCatalogue(files);
  }

  /** These and those of another folder, which may be missing; of one name these are taken. */
  public VoiceCatalogue with(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return this;
    }
    Map<String, Path> all = new TreeMap<>(new NaturalOrder());
    all.putAll(open(folder).files);
    all.putAll(files);
    return new VoiceCatalogue(all);
  }

  /** Of a model that has none. */
  public static VoiceCatalogue empty() {
    return new VoiceCatalogue(Map.of());
  }

  /** All names, in natural order: {@code en_speaker_2} before {@code en_speaker_10}. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /**
   * Reads the voice of exactly this name. Names are looked up, never resolved as paths: nothing
   * outside the folder can be reached.
   *
   * @throws InputException if there is none, with the names that come close, or if it is damaged
   */
  public Voice named(String name) throws IOException {
    Path file = files.get(name);
    if (file == null) {
      throw unknown(name);
    }
    return VoiceFile.read(name, file);
  }

  /**
   * Reads the voice of this name, or else from the {@code .npz} file at this path. Not for names
   * from strangers: see {@link #named}.
   *
   * @throws InputException if there is neither, or if it is damaged
   */
  public Voice find(String nameOrPath) throws IOException {
    if (!files.containsKey(nameOrPath) && Voice.isFileName(nameOrPath)) {
      Optional<Path> file = path(nameOrPath).filter(Files::isRegularFile);
      if (file.isPresent()) {
        return Voice.read(file.get());
      }
    }
    return named(nameOrPath);
  }

  /** The language in a preset's name, {@code <code>_speaker_<number>}, if it is one of Bark's. */
  public static Optional<Language> language(String name) {
    Matcher preset = PRESET.matcher(name);
    return preset.matches() ? Language.ofCode(preset.group(1)) : Optional.empty();
  }

  private InputException unknown(String name) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    if (shown.length() > MAX_SHOWN_NAME) {
      shown = shown.substring(0, MAX_SHOWN_NAME) + "…";
    }
    List<String> close = CloseMatches.of(name, files.keySet());
    return new InputException(
        Problem.UNKNOWN_VOICE,
        "There is no voice '"
            + shown
            + "'"
            + (close.isEmpty() ? "." : "; did you mean " + String.join(", ", close) + "?"));
  }

  private static boolean isVoiceFile(Path path) {
    return String.valueOf(path.getFileName()).endsWith(Voice.SUFFIX) && Files.isRegularFile(path);
  }

  private static String name(Path relative) {
    List<String> parts = new ArrayList<>();
    relative.forEach(part -> parts.add(part.toString()));
    String name = String.join("/", parts);
    return name.substring(0, name.length() - Voice.SUFFIX.length());
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
