package org.barkdjl.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.barkdjl.error.ModelException;

/**
 * A file of named tensors, open for reading. Tensors are streamed from the file each time they are
 * asked for; a checkpoint may be larger than memory. Safe to read from several threads.
 */
public interface Checkpoint extends Closeable {
  /** The file. */
  Path path();

  /**
   * The tensors in the order of the file, unmodifiable. Of a {@code .pt} whose top level has a dict
   * {@code model} those of that dict, else those of the top level; without torch.compile's prefix
   * {@code _orig_mod.}. Others (optimizer state) are left out.
   */
  Map<String, TensorInfo> tensors();

  /**
   * What the file says beside its tensors, unmodifiable: values are Long, Double, Boolean, String,
   * List and Map (with String keys) and nothing else. Of a {@code .pt} the top-level dict, of a
   * safetensors file its {@code __metadata__}. What has no such form (tensors, None, byte strings)
   * is left out.
   */
  Map<String, Object> metadata();

  /**
   * Reads a tensor's elements as floats in row-major order, up to 128 Ki elements a block.
   *
   * @throws ModelException if there is no such tensor, or the file is truncated or corrupt
   */
  void readFloats(String name, FloatBlockConsumer sink) throws IOException;

  /**
   * Copies a tensor's elements as they are, little-endian and in row-major order.
   *
   * @throws ModelException if there is no such tensor, or the file is truncated or corrupt
   */
  void copyRaw(String name, OutputStream out) throws IOException;

  /**
   * Opens a file, whose content tells the format, not its name: a zip archive by {@code torch.save}
   * or safetensors. The path must be on the default file system.
   *
   * @throws ModelException naming the file, if it is missing, of another format, corrupt, or refers
   *     to Python code beyond what tensors need
   */
  static Checkpoint open(Path path) throws IOException {
    return CheckpointFormat.open(path);
  }
}
