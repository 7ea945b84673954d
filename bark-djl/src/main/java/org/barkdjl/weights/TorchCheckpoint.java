package org.barkdjl.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barkdjl.error.ModelException;

/** A zip archive by {@code torch.save}. */
final class TorchCheckpoint extends StreamedCheckpoint {
  /** What torch.compile puts before the names of a module's parameters. */
  private static final String COMPILED_PREFIX = "_orig_mod.";

  /** Largest part of a storage that is held in memory, for a tensor that is not row-major. */
  private static final long MAX_SPAN_BYTES = 1L << 30;

  private final TorchArchive archive;
  private final Map<String, StoredTensor> stored = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, Object> metadata;

  private TorchCheckpoint(Path path, TorchArchive archive, Map<?, ?> topLevel) {
    super(path);
    this.archive = archive;
    this.metadata = InertValue.ofMap(topLevel);
    Map<?, ?> stateDict = topLevel.get("model") instanceof Map<?, ?> model ? model : topLevel;
    stateDict.forEach(
        (key, value) -> {
          if (value instanceof TorchTensor tensor) {
            add(key.toString(), tensor);
          }
        });
    if (tensors.isEmpty()) {
      throw new ModelException(
          "it holds no tensors, neither at its top level nor in a dict 'model' there");
    }
  }

  static TorchCheckpoint open(Path path) throws IOException {
    TorchArchive archive = TorchArchive.open(path);
    try {
      Object topLevel = Pickle.load(archive.pickle(), new TorchSemantics());
      if (!(topLevel instanceof Map<?, ?> map)) {
        throw new ModelException("it holds a single object instead of a dict of tensors");
      }
      return new TorchCheckpoint(path, archive, map);
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, Object> metadata() {
    return metadata;
  }

  @Override
  InputStream stream(TensorInfo tensor) throws IOException {
    StoredTensor source = stored.get(tensor.name());
    int elementBytes = tensor.type().bytes();
    InputStream in = archive.storage(source.storage(), source.offset() * elementBytes);
    if (source.isRowMajor()) {
      return in;
    }
    try (in) {
      byte[] span = new byte[(int) (source.span() * elementBytes)];
      if (in.readNBytes(span, 0, span.length) < span.length) {
        throw new EOFException("the data ends early");
      }
      return new StridedStream(span, source);
    }
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  private void add(String key, TorchTensor tensor) {
    String name = key.startsWith(COMPILED_PREFIX) ? key.substring(COMPILED_PREFIX.length()) : key;
    StoredTensor source = StoredTensor.of(name, tensor);
    archive.check(tensor.storage());
    if (!source.isRowMajor()) {
      checkSpan(source);
    }
    if (stored.put(name, source) != null) {
      throw new ModelException(
          "it has tensor %s twice, without the prefix %s"
              .formatted(Excerpt.of(name), COMPILED_PREFIX));
    }
    tensors.put(name, source.info());
  }

  private void checkSpan(StoredTensor source) {
    boolean plain = archive.isStoredPlainly(source.storage());
    if (!plain || source.span() > MAX_SPAN_BYTES / source.info().type().bytes()) {
      throw new ModelException(
          ("tensor %s is stored with strides %s in a compressed entry or over more than %d bytes;"
                  + " save it again as contiguous")
              .formatted(Excerpt.of(source.info().name()), source.strides(), MAX_SPAN_BYTES));
    }
  }
}
