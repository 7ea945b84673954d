package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.barkdjl.checkpoint.TensorData;

/**
 * Writes a TorchScript archive, the file that {@code torch.jit.load} reads: one flat module whose
 * program is kept as source text and whose tensors are streamed in. libtorch compiles the text when
 * it loads the archive; nothing is traced and no Python is involved.
 *
 * <p>Layout: {@code data.pkl} with the attributes, {@code code/__torch__.py} with the class, {@code
 * data/N} with the raw tensors, {@code mapped/NAME} with those that loading leaves in the file.
 */
public final class TorchScriptArchive {
  /** What ends the declarations of a class. */
  static final String LAST_DECLARATION = "  _is_full_backward_hook : Optional[bool]\n";

  /** The archive format that libtorch has written since 1.8. */
  private static final String FORMAT_VERSION = "10\n";

  private final List<Attribute> attributes = new ArrayList<>();
  private ProgramText program;

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

  /** One tensor attribute that loading leaves in the file, but for its type and width. */
  TorchScriptArchive mapped(String name, TensorData tensor) {
    attributes.add(new Attribute.Mapped(name, tensor));
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

  /** The methods. */
  TorchScriptArchive program(ProgramText text) {
    program = text;
    return this;
  }

  /** Bytes of all tensors: nearly what the archive takes. */
  public long tensorBytes() {
    return Stream.concat(pickled().tensors().stream(), mapped().map(Attribute.Mapped::tensor))
        .mapToLong(TensorData::bytes)
        .sum();
  }

  /**
   * Writes the archive; fails if the file exists.
   *
   * @param progress told after each tensor how many bytes of tensors are written
   */
  public void write(Path file, LongConsumer progress) throws IOException {
    ModulePickle pickle = pickled();
    try (ArchiveOutput out = new ArchiveOutput(file)) {
      out.text(ArchiveOutput.ROOT + "data.pkl", pickle.finish());
      out.text(ArchiveOutput.CODE, source().getBytes(UTF_8));
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      pickle.tensors().forEach(one -> tensors.put(ArchiveOutput.TENSORS + tensors.size(), one));
      mapped().forEach(one -> tensors.put(ArchiveOutput.MAPPED + one.name(), one.tensor()));
      long done = 0;
      for (Map.Entry<String, TensorData> entry : tensors.entrySet()) {
        TensorData tensor = entry.getValue();
        out.tensor(entry.getKey(), tensor.bytes(), tensor.writer());
        done += tensor.bytes();
        progress.accept(done);
      }
      out.text(ArchiveOutput.ROOT + "constants.pkl", ModulePickle.EMPTY_TUPLE);
      out.text(ArchiveOutput.ROOT + "version", FORMAT_VERSION.getBytes(UTF_8));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Stream<Attribute.Mapped> mapped() {
    return attributes.stream()
        .filter(Attribute.Mapped.class::isInstance)
        .map(Attribute.Mapped.class::cast);
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
      if (attribute instanceof Attribute.One || attribute instanceof Attribute.Mapped) {
        source.append('"').append(attribute.name()).append("\", ");
      }
    }
    source.append("]\n");
    for (Attribute attribute : attributes) {
      source.append("  ").append(attribute.name()).append(" : ").append(attribute.type());
      source.append('\n');
    }
    source.append("  training : bool\n").append(LAST_DECLARATION);
    return source.append(program.source()).toString();
  }
}
