package org.barkdjl.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;

/** What a file of a Bark holds, as its content tells, whatever it is called. */
enum FileKind {
  /** All tensors of a Bark in the Hub's layout, or the index of their files. */
  BARK,
  CONFIG,
  TEXT,
  COARSE,
  FINE,
  CODEC;

  /** Endings of files of tensors: one that cannot be read is an error, and not something else. */
  private static final Pattern TENSORS =
      Pattern.compile(".*\\.(pt|pth|ckpt|th|bin|safetensors|index\\.json)");

  /** A file of several, which an index names. */
  private static final Pattern SHARD = Pattern.compile(".*-\\d{5}-of-\\d{5}\\..*");

  /** Far more than the coarse GPT's ids, and fewer than the semantic one's. */
  private static final long SEMANTIC_IDS = 65_536;

  /**
   * Looks into a file.
   *
   * @throws ModelException if it is called like a file of tensors and cannot be read
   */
  static Optional<FileKind> of(Path file) throws IOException {
    String name = file.getFileName().toString();
    boolean isIndex = name.endsWith(".index.json");
    if (SHARD.matcher(name).matches()) {
      return Optional.empty();
    }
    if (name.equals("config.json")) {
      return Optional.of(CONFIG);
    }
    try {
      if (name.endsWith(".json") && !isIndex) {
        boolean isConfig = JsonFile.read(file).get("semantic_config") != null;
        return isConfig ? Optional.of(CONFIG) : Optional.empty();
      }
      try (Checkpoint checkpoint = ShardedCheckpoint.openAny(file)) {
        return of(checkpoint);
      }
    } catch (ModelException e) {
      if (TENSORS.matcher(name).matches()) {
        throw e;
      }
      return Optional.empty(); // a licence, a list of words
    }
  }

  private static Optional<FileKind> of(Checkpoint checkpoint) {
    Set<String> keys = checkpoint.tensors().keySet();
    if (keys.stream().anyMatch(key -> key.startsWith("semantic."))) {
      return Optional.of(BARK);
    }
    Map<String, String> names =
        keys.stream()
            .collect(Collectors.toMap(TensorNames::canonical, key -> key, (one, other) -> one));
    if (names.containsKey(TensorNames.codebook(0))) {
      return Optional.of(CODEC);
    }
    if (names.containsKey("input_embeds_layers.0.weight")) {
      return Optional.of(FINE);
    }
    String table = names.get("input_embeds_layer.weight");
    if (table == null) {
      return Optional.empty();
    }
    long ids = checkpoint.tensors().get(table).shape().get(0);
    return Optional.of(ids > SEMANTIC_IDS ? TEXT : COARSE);
  }
}
