package org.barkdjl.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.barkdjl.device.Precision;

/**
 * bark-nano, the model in the bark-models jar: a zip of a Bark in the Hub's layout ({@code
 * config.json}, {@code model.safetensors}) and its voices. Once unpacked it is a checkpoint like
 * any other.
 */
final class EmbeddedModel {
  private static final String ZIP = "/org/barkdjl/models/nano/bark-nano.zip";
  private static final String HASH = "/org/barkdjl/models/nano/bark-nano.zip.sha256";

  private EmbeddedModel() {}

  /** Changes whenever the model or a program does: part of its folder's name in the cache. */
  static String version() throws IOException {
    try (InputStream in = resource(HASH)) {
      return "nano-"
          + new String(in.readNBytes(8), java.nio.charset.StandardCharsets.US_ASCII)
          + "-"
          + Program.version().substring(0, 8);
    }
  }

  /** Writes the package; {@code parent} is the folder of {@code target}. */
  static void assemble(Precision precision, Path parent, Path target) throws IOException {
    try (StagingFolder unpacked = StagingFolder.in(parent);
        StagingFolder staging = StagingFolder.in(parent)) {
      unpack(unpacked.path());
      try (BarkCheckpoint bark = BarkCheckpoint.open(unpacked.path())) {
        Origin origin = new Origin("nano", "embedded bark-nano", "Apache-2.0");
        Assembler.assemble(bark, origin, Set.of(precision), staging.path());
      }
      Files.move(unpacked.path().resolve("voices"), staging.path().resolve("voices"));
      staging.moveTo(target);
    }
  }

  private static void unpack(Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(resource(ZIP))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  private static InputStream resource(String name) {
    InputStream in = EmbeddedModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("The bark-models jar lacks " + name + ".");
    }
    return in;
  }
}
