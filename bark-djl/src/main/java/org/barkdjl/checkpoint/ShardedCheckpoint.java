package org.barkdjl.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;
import org.barkdjl.weights.FloatBlockConsumer;
import org.barkdjl.weights.TensorInfo;

/**
 * A checkpoint in several files with an index that maps each tensor to its file, as the Hub keeps
 * large models ({@code model.safetensors.index.json}).
 */
public final class ShardedCheckpoint implements Checkpoint {
  public static final String SAFETENSORS_INDEX = "model.safetensors.index.json";
  public static final String TORCH_INDEX = "pytorch_model.bin.index.json";

  private static final int MAX_SHARDS = 1_000;

  private final Path index;
  private final Map<String, Checkpoint> shards = new TreeMap<>();
  private final Map<String, Checkpoint> shardOf = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  private ShardedCheckpoint(Path index) {
    this.index = index;
  }

  /** Opens a file of tensors, or all those of an index; without the names of wrappers. */
  static Checkpoint openAny(Path file) throws IOException {
    return UnwrappedCheckpoint.of(
        file.getFileName().toString().endsWith(".index.json") ? open(file) : Checkpoint.open(file));
  }

  private static ShardedCheckpoint open(Path index) throws IOException {
    ShardedCheckpoint sharded = new ShardedCheckpoint(index);
    try {
      shardNames(index).forEach(sharded::addName);
      for (Map.Entry<String, Checkpoint> shard : sharded.shards.entrySet()) {
        shard.setValue(Checkpoint.open(index.resolveSibling(shard.getKey())));
        sharded.add(shard.getValue());
      }
      return sharded;
    } catch (IOException | RuntimeException e) {
      sharded.close();
      throw e;
    }
  }

  /** File names by the tensors they hold, as the index says. */
  public static Map<String, String> shardNames(Path index) throws IOException {
    if (!(JsonFile.read(index).get("weight_map") instanceof Map<?, ?> map) || map.isEmpty()) {
      throw new ModelException(index + " is no index of a checkpoint: it has no weight_map.");
    }
    Map<String, String> names = new TreeMap<>();
    map.forEach(
        (tensor, file) -> {
          if (!(file instanceof String name) || !name.matches("[\\w-][\\w.-]*")) {
            throw new ModelException(
                index + " maps tensors to " + file + ", which is no plain file name.");
          }
          names.put(tensor.toString(), name);
        });
    return names;
  }

  @Override
  public Path path() {
    return index;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, Object> metadata() {
    return Map.of();
  }

  @Override
  public void readFloats(String name, FloatBlockConsumer sink) throws IOException {
    shard(name).readFloats(name, sink);
  }

  @Override
  public void copyRaw(String name, OutputStream out) throws IOException {
    shard(name).copyRaw(name, out);
  }

  @Override
  public void close() throws IOException {
    for (Checkpoint shard : shards.values()) {
      if (shard != null) {
        shard.close();
      }
    }
  }

  private void addName(String tensor, String file) {
    shards.put(file, null);
    if (shards.size() > MAX_SHARDS) {
      throw new ModelException(index + " names more than " + MAX_SHARDS + " files.");
    }
  }

  private void add(Checkpoint shard) {
    shard
        .tensors()
        .forEach(
            (name, info) -> {
              if (shardOf.put(name, shard) != null) {
                throw new ModelException(
                    "Two files of " + index + " hold a tensor " + name + "; fetch them again.");
              }
              tensors.put(name, info);
            });
  }

  private Checkpoint shard(String tensor) {
    Checkpoint shard = shardOf.get(tensor);
    if (shard == null) {
      throw new ModelException("Checkpoint " + index + " has no tensor " + tensor + ".");
    }
    return shard;
  }
}
