package org.barkdjl.weights;

import com.google.gson.stream.JsonWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes safetensors files. The same tensors and metadata give the same bytes; tensors are streamed
 * in the order given.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /** A tensor to write. */
  public record Entry(TensorInfo info, Body body) {}

  /** Writes a tensor's elements, little-endian in row-major order. */
  @FunctionalInterface
  public interface Body {
    /** Writes exactly {@link TensorInfo#bytes()} bytes, best in large blocks: none is buffered. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file on the default file system; it appears, or replaces an older one, only when it is
   * complete.
   *
   * @throws IllegalArgumentException if two tensors have the same name, or one has that of the
   *     metadata
   * @throws IllegalStateException if a body writes more or fewer bytes than its tensor has
   */
  public static void write(Path target, List<Entry> entries, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(entries, metadata);
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        write(out, header, entries);
        out.getFD().sync();
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(OutputStream out, byte[] header, List<Entry> entries)
      throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length).array());
    out.write(header);
    for (Entry entry : entries) {
      ExactOutputStream exact = new ExactOutputStream(out, entry.info());
      entry.body().writeTo(exact);
      exact.requireComplete();
    }
  }

  private static byte[] header(List<Entry> entries, Map<String, String> metadata)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      writeMetadata(json, metadata);
      writeTensors(json, entries);
      json.endObject();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-bytes.length, ALIGNMENT);
    return text.append(" ".repeat(padding)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeMetadata(JsonWriter json, Map<String, String> metadata)
      throws IOException {
    if (metadata.isEmpty()) {
      return;
    }
    json.name(SafetensorsHeader.METADATA).beginObject();
    for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
  }

  private static void writeTensors(JsonWriter json, List<Entry> entries) throws IOException {
    Set<String> names = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
    long begin = 0;
    for (Entry entry : entries) {
      TensorInfo info = entry.info();
      if (!names.add(info.name())) {
        throw new IllegalArgumentException("two entries named " + Excerpt.of(info.name()));
      }
      long end = begin + info.bytes();
      json.name(info.name()).beginObject();
      json.name("dtype").value(info.type().name());
      json.name("shape").beginArray();
      for (long dimension : info.shape()) {
        json.value(dimension);
      }
      json.endArray();
      json.name("data_offsets").beginArray().value(begin).value(end).endArray();
      json.endObject();
      begin = end;
    }
  }
}
