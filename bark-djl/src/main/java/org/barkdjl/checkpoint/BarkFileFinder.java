package org.barkdjl.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;

/**
 * Finds the files of a Bark among files and folders that a user names. What a file is, its name
 * tells in a folder, where only those that a Bark and an EnCodec share ({@code model.safetensors})
 * are opened; of a file that is named itself its content.
 */
public final class BarkFileFinder {
  /** In the order in which they are preferred. */
  private static final List<String> HUB_WEIGHTS =
      List.of(
          "model.safetensors",
          ShardedCheckpoint.SAFETENSORS_INDEX,
          "pytorch_model.bin",
          ShardedCheckpoint.TORCH_INDEX);

  public static final List<String> SUNO_SMALL = List.of("text.pt", "coarse.pt", "fine.pt");
  public static final List<String> SUNO_LARGE = List.of("text_2.pt", "coarse_2.pt", "fine_2.pt");

  private static final List<FileKind> SUNO_KINDS =
      List.of(FileKind.TEXT, FileKind.COARSE, FileKind.FINE);

  private static final Pattern CODEC =
      Pattern.compile("(codec|encodec).*\\.(th|pt|bin|safetensors)|.*\\.th");

  /** Where a codec from a repository of its own may lie below a folder. */
  public static final String CODEC_FOLDER = "encodec_24khz";

  private final List<Path> sources;
  private final List<Path> candidates = new ArrayList<>();

  /** Of the files that are named themselves. */
  private final Map<Path, FileKind> kinds = new LinkedHashMap<>();

  private BarkFileFinder(List<Path> sources) throws IOException {
    this.sources = sources;
    for (Path source : sources) {
      if (Files.isDirectory(source)) {
        addFilesOf(source);
        addFilesOf(source.resolve(CODEC_FOLDER));
      } else if (Files.isRegularFile(source)) {
        FileKind.of(source).ifPresent(kind -> kinds.put(source, kind));
      } else {
        throw new ModelException("There is no file or folder " + source + ".");
      }
    }
  }

  /**
   * Finds a Bark; where a folder holds one in the Hub's layout and one in Suno's, the Hub's.
   *
   * @throws ModelException if files are missing, or it is not clear which are meant
   */
  static BarkFiles find(List<Path> sources) throws IOException {
    return new BarkFileFinder(sources).find();
  }

  /** Whether a folder's Bark in the Hub's layout has its codec in its own files. */
  public static boolean holdsCodec(Path folder) throws IOException {
    if (find(List.of(folder)) instanceof BarkFiles.Hub hub) {
      try (Checkpoint bark = ShardedCheckpoint.openAny(hub.weights())) {
        return bark.tensors().keySet().stream().anyMatch(BarkCheckpoint::isCodec);
      }
    }
    return false;
  }

  private BarkFiles find() throws IOException {
    Optional<Path> bark = given(FileKind.BARK);
    Optional<Path> codec =
        given(FileKind.CODEC)
            .or(
                () ->
                    candidates.stream()
                        .filter(file -> CODEC.matcher(name(file)).matches())
                        .findFirst());
    for (String name : HUB_WEIGHTS) {
      for (Path file : candidates.stream().filter(file -> name(file).equals(name)).toList()) {
        boolean isCodec = isCodec(file);
        if (isCodec && codec.isEmpty()) {
          codec = Optional.of(file);
        } else if (!isCodec && bark.isEmpty()) {
          bark = Optional.of(file);
        }
      }
    }
    return bark.isPresent() ? hub(bark.get(), codec.orElse(null)) : suno(codec);
  }

  /** The file of that kind among those that are named themselves. */
  private Optional<Path> given(FileKind kind) {
    List<Path> files = kinds.keySet().stream().filter(file -> kinds.get(file) == kind).toList();
    if (files.size() > 1 && !files.stream().allMatch(file -> HUB_WEIGHTS.contains(name(file)))) {
      throw new ModelException(
          "Several files hold the same part of a Bark: %s; name the one that is meant."
              .formatted(files.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }
    return files.stream().min(Comparator.comparing(file -> HUB_WEIGHTS.indexOf(name(file))));
  }

  private BarkFiles hub(Path weights, Path codec) {
    Path sibling = weights.resolveSibling("config.json");
    boolean isThere = candidates.contains(sibling) || kinds.containsKey(sibling);
    Path config = isThere ? sibling : given(FileKind.CONFIG).orElseGet(() -> one("config.json"));
    if (config == null) {
      throw new ModelException(
          weights + " lacks the config.json that belongs to it; put it beside it or name it, too.");
    }
    return new BarkFiles.Hub(config, weights, codec);
  }

  private BarkFiles suno(Optional<Path> codec) {
    List<Path> parts = new ArrayList<>();
    boolean large = false;
    boolean small = false;
    for (int i = 0; i < SUNO_SMALL.size(); i++) {
      Optional<Path> given = given(SUNO_KINDS.get(i));
      if (given.isPresent()) {
        parts.add(given.get());
        continue;
      }
      Path smaller = one(SUNO_SMALL.get(i));
      Path larger = one(SUNO_LARGE.get(i));
      if (smaller == null && larger == null) {
        throw new ModelException(missing(SUNO_LARGE.get(i) + " or " + SUNO_SMALL.get(i)));
      }
      if (smaller != null && larger != null) {
        throw mixed();
      }
      parts.add(larger != null ? larger : smaller);
      large |= larger != null;
      small |= smaller != null;
    }
    if (large && small) {
      throw mixed();
    }
    return new BarkFiles.Suno(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        codec.orElseThrow(
            () ->
                new ModelException(
                    shown()
                        + " holds no codec: give an EnCodec, too, such as encodec_24khz-d7cc33bc.th"
                        + " or the model.safetensors of facebook/encodec_24khz.")));
  }

  private ModelException mixed() {
    return new ModelException(
        "%s holds files of both the small Bark (%s) and the large one (%s); name the three files and the codec that are meant."
            .formatted(shown(), String.join(", ", SUNO_SMALL), String.join(", ", SUNO_LARGE)));
  }

  private String missing(String sunoName) {
    return "%s holds no Bark: neither %s with a config.json, nor Suno's %s."
        .formatted(shown(), String.join(" or ", HUB_WEIGHTS), sunoName);
  }

  private Path one(String name) {
    List<Path> found = candidates.stream().filter(file -> name(file).equals(name)).toList();
    if (found.size() > 1) {
      throw new ModelException(
          "There are several files %s: %s; name the one that is meant."
              .formatted(name, found.stream().map(Path::toString).toList()));
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private static boolean isCodec(Path file) throws IOException {
    try (Checkpoint checkpoint = ShardedCheckpoint.openAny(file)) {
      return checkpoint.tensors().keySet().stream()
          .map(TensorNames::canonical)
          .anyMatch(TensorNames.codebook(0)::equals);
    }
  }

  private void addFilesOf(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(Files::isRegularFile).sorted().forEach(candidates::add);
      }
    }
  }

  private String shown() {
    return sources.size() == 1 ? sources.get(0).toString() : "What was named";
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
