package org.barkdjl.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;
import org.barkdjl.weights.ElementType;
import org.barkdjl.weights.FloatBlockConsumer;
import org.barkdjl.weights.TensorInfo;

/**
 * The tensors of one stage in a checkpoint, under the Hub's names; what is not used is left out.
 */
public final class StageTensors {
  private final Checkpoint checkpoint;
  private final String where;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Set<String> notFinite = new TreeSet<>();

  /**
   * @param prefix what the stage's names begin with in a file that holds several stages, or ""
   */
  public StageTensors(Checkpoint checkpoint, String prefix) {
    this.checkpoint = checkpoint;
    this.where = checkpoint.path() + (prefix.isEmpty() ? "" : " (" + prefix + "*)");
    for (String key : checkpoint.tensors().keySet()) {
      if (!key.startsWith(prefix)) {
        continue;
      }
      String name = TensorNames.canonical(key.substring(prefix.length()));
      if (!TensorNames.isUnused(name) && keys.put(name, key) != null) {
        throw new ModelException(where + " holds the tensor " + name + " under two names.");
      }
    }
  }

  /** The file, and the part of it, for messages. */
  public String where() {
    return where;
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  public boolean has(String name) {
    return keys.containsKey(name);
  }

  public TensorInfo info(String name) {
    return checkpoint.tensors().get(key(name));
  }

  /** Those, of the tensors read so far, that hold NaN or infinity, as the file calls them. */
  public Set<String> notFinite() {
    return Collections.unmodifiableSet(notFinite);
  }

  public void readFloats(String name, FloatBlockConsumer sink) throws IOException {
    checkpoint.readFloats(
        key(name),
        block -> {
          for (int i = block.position(); i < block.limit(); i++) {
            if (!Float.isFinite(block.get(i))) {
              notFinite.add(key(name));
              break;
            }
          }
          sink.accept(block);
        });
  }

  /** All elements of a small tensor. */
  public float[] floats(String name) throws IOException {
    float[] values = new float[Math.toIntExact(info(name).elements())];
    int[] filled = {0};
    readFloats(
        name,
        block -> {
          int n = block.remaining();
          block.get(values, filled[0], n);
          filled[0] += n;
        });
    return values;
  }

  /** The tensor converted to a floating-point type as it is written. */
  public TensorData as(String name, ElementType type) {
    TensorInfo info = info(name);
    TensorData.Writer writer =
        info.type() == type ? out -> copy(name, out) : out -> convert(name, type, out);
    return new TensorData(type, info.shape(), writer);
  }

  private void copy(String name, OutputStream out) throws IOException {
    NotFiniteScan scan = new NotFiniteScan(info(name).type(), out);
    checkpoint.copyRaw(key(name), scan);
    if (scan.found()) {
      notFinite.add(key(name));
    }
  }

  private void convert(String name, ElementType type, OutputStream out) throws IOException {
    NotFiniteScan scan = new NotFiniteScan(type, out);
    readFloats(name, new FloatEncoder(type, scan)::write);
    if (scan.found() && !notFinite.contains(key(name))) {
      notFinite.add(key(name) + " (too large for " + type + ")");
    }
  }

  private String key(String name) {
    String key = keys.get(name);
    if (key == null) {
      throw new ModelException(where + " lacks the tensor " + name + ".");
    }
    return key;
  }
}
