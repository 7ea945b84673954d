package org.barkdjl.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives as torch.save does, or nearly. */
final class TorchZip {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private int method = ZipEntry.STORED;

  TorchZip(byte[] pickle) {
    entry("archive/data.pkl", pickle);
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  TorchZip entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  TorchZip entry(String name, String content) {
    return entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TorchZip storage(String key, byte[] content) {
    return entry("archive/data/" + key, content);
  }

  TorchZip deflated() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  Path write(Path path) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(zipEntry(entry.getKey(), entry.getValue()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return path;
  }

  private ZipEntry zipEntry(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    return entry;
  }
}
