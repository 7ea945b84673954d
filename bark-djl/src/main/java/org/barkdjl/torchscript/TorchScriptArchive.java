package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.barkdjl.checkpoint.TensorData;

/**
 * Writes a TorchScript archive, the file that {@code torch.jit.load} reads: one flat module whose
 * program is kept as source text and whose tensors are streamed in. libtorch compiles the text when
 * it loads the archive; nothing is traced and no Python is involved.
 *
 * <p>Layout (libtorch's caffe2/serialize): a zip of stored entries, tensors aligned to 64 bytes,
 * {@code data.pkl} with the attributes, {@code code/__torch__.py} with the class, {@code data/N}
 * with the raw tensors.
 */
public final class TorchScriptArchive {
  /** Where libtorch wants tensor data to begin in the file. */
  private static final int TENSOR_ALIGNMENT = 64;

  /** The archive format that libtorch has written since 1.8. */
  private static final String FORMAT_VERSION = "10\n";

  /** 1980-01-01, the earliest date that zip knows: the same model gives the same bytes. */
  private static final long EPOCH_MILLIS = 315_532_800_000L;

  private final List<Attribute> attributes = new ArrayList<>();
  private final StringBuilder methods = new StringBuilder();

  /** One tensor attribute. */
  TorchScriptArchive tensor(String name, TensorData tensor) {
    attributes.add(new Attribute.One(name, tensor));
    return this;
  }

  /** One tensor attribute that may be null, which is None. */
  TorchScriptArchive optional(String name, TensorData tensor) {
    attributes.add(new Attribute.Maybe(name, tensor));
    return this;
  }

  /** A list of tensors. */
  TorchScriptArchive tensors(String name, List<TensorData> tensors) {
    attributes.add(new Attribute.Many(name, tensors));
    return this;
  }

  /** A list of tensors, of which null entries are None. */
  TorchScriptArchive optionals(String name, List<TensorData> tensors) {
    attributes.add(new Attribute.ManyOptional(name, tensors));
    return this;
  }

  TorchScriptArchive integer(String name, long value) {
    attributes.add(new Attribute.Int(name, value));
    return this;
  }

  /** An empty list of packed linear weights, which the program fills after loading. */
  TorchScriptArchive packedWeights(String name) {
    attributes.add(new Attribute.PackedWeights(name));
    return this;
  }

  /** Adds methods: a piece of TorchScript source from {@link Program}. */
  TorchScriptArchive program(String source) {
    methods.append(source);
    return this;
  }

  /** Bytes of all tensors: nearly what the archive takes. */
  public long tensorBytes() {
    return pickled().tensors().stream().mapToLong(TensorData::bytes).sum();
  }

  /**
   * Writes the archive; fails if the file exists.
   *
   * @param progress told after each tensor how many bytes of tensors are written
   */
  public void write(Path file, LongConsumer progress) throws IOException {
    String root = "model/";
    ModulePickle pickle = pickled();
    try (var channel =
            Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
      zip.setMethod(ZipArchiveOutputStream.STORED);
      zip.setUseZip64(Zip64Mode.AsNeeded);
      text(zip, root + "data.pkl", pickle.finish());
      text(zip, root + "code/__torch__.py", source().getBytes(UTF_8));
      List<TensorData> tensors = pickle.tensors();
      long done = 0;
      for (int i = 0; i < tensors.size(); i++) {
        TensorData tensor = tensors.get(i);
        ZipArchiveEntry entry = entry(root + "data/" + i, tensor.bytes());
        entry.setAlignment(TENSOR_ALIGNMENT);
        zip.putArchiveEntry(entry);
        tensor.writer().writeTo(new Unclosed(zip));
        zip.closeArchiveEntry();
        done += tensor.bytes();
        progress.accept(done);
      }
      text(zip, root + "constants.pkl", ModulePickle.EMPTY_TUPLE);
      text(zip, root + "version", FORMAT_VERSION.getBytes(UTF_8));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ModulePickle pickled() {
    ModulePickle pickle = new ModulePickle();
    attributes.forEach(attribute -> attribute.write(pickle));
    return pickle;
  }

  private String source() {
    StringBuilder source = new StringBuilder("class M(Module):\n  __parameters__ = []\n");
    source.append("  __buffers__ = [");
    for (Attribute attribute : attributes) {
      if (attribute instanceof Attribute.One) {
        source.append('"').append(attribute.name()).append("\", ");
      }
    }
    source.append("]\n");
    for (Attribute attribute : attributes) {
      source.append("  ").append(attribute.name()).append(" : ").append(attribute.type());
      source.append('\n');
    }
    source.append("  training : bool\n  _is_full_backward_hook : Optional[bool]\n");
    return source.append(methods).toString();
  }

  private static ZipArchiveEntry entry(String name, long bytes) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setSize(bytes);
    entry.setTime(EPOCH_MILLIS);
    return entry;
  }

  private static void text(ZipArchiveOutputStream zip, String name, byte[] bytes)
      throws IOException {
    zip.putArchiveEntry(entry(name, bytes.length));
    zip.write(bytes);
    zip.closeArchiveEntry();
  }

  /** Keeps a tensor's writer from closing the whole archive. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
