package org.barkdjl.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;
import org.barkdjl.weights.FloatBlockConsumer;
import org.barkdjl.weights.TensorInfo;

/** A checkpoint whose tensors' names begin with what a wrapper put there, without that. */
final class UnwrappedCheckpoint implements Checkpoint {
  private final Checkpoint wrapped;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  private UnwrappedCheckpoint(Checkpoint wrapped) {
    this.wrapped = wrapped;
  }

  /** The same checkpoint where no name begins so. */
  static Checkpoint of(Checkpoint checkpoint) throws IOException {
    UnwrappedCheckpoint unwrapped = new UnwrappedCheckpoint(checkpoint);
    for (Map.Entry<String, TensorInfo> tensor : checkpoint.tensors().entrySet()) {
      String name = TensorNames.unwrapped(tensor.getKey());
      if (unwrapped.keys.put(name, tensor.getKey()) != null) {
        checkpoint.close();
        throw new ModelException(
            checkpoint.path() + " holds the tensor " + name + " under two names.");
      }
      unwrapped.tensors.put(name, tensor.getValue());
    }
    return unwrapped.keys.keySet().equals(checkpoint.tensors().keySet()) ? checkpoint : unwrapped;
  }

  @Override
  public Path path() {
    return wrapped.path();
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, Object> metadata() {
    return wrapped.metadata();
  }

  @Override
  public void readFloats(String name, FloatBlockConsumer sink) throws IOException {
    wrapped.readFloats(key(name), sink);
  }

  @Override
  public void copyRaw(String name, OutputStream out) throws IOException {
    wrapped.copyRaw(key(name), out);
  }

  @Override
  public void close() throws IOException {
    wrapped.close();
  }

  private String key(String name) {
    return keys.getOrDefault(name, name);
  }
}
