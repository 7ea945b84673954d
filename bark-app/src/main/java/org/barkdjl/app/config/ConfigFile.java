package org.barkdjl.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.error.InputException;
import org.barkdjl.options.Setting;

/**
 * A file with defaults of the user's own.
 *
 * @param file where it is, if it is there
 * @param name what to call it
 */
public record ConfigFile(Path file, String name) {
  static final String FILE_NAME = "bark.properties";

  /** Far more than all keys and their comments take. */
  static final int LIMIT_BYTES = 1 << 20;

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Reads it.
   *
   * @return by key; empty if there is no such file
   * @throws UsageException if it is not a list of known keys, each there once
   * @throws InputException if it cannot be read
   */
  Map<String, Setting> read(ConfigKeys keys) {
    if (!exists()) {
      return Map.of();
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (PropertyLine line : PropertyLine.parse(text(), file.toString())) {
      String place = file + ", line " + line.number();
      keys.check(line.key(), place);
      Setting setting =
          new Setting(
              line.value(), place + " (" + line.key() + ")", name + ", line " + line.number());
      Setting before = settings.put(line.key(), setting);
      if (before != null) {
        throw new UsageException(
            place + ": '" + line.key() + "' is there before, in " + before.source() + ".");
      }
    }
    return settings;
  }

  private String text() {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file + " is no file; remove it or put a file there.");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LIMIT_BYTES + 1);
    } catch (IOException e) {
      throw InputException.unreadable("the configuration " + file, e);
    }
    if (bytes.length > LIMIT_BYTES) {
      throw new UsageException(
          file + " is longer than " + LIMIT_BYTES + " bytes; it holds no defaults of bark.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Windows programs put a byte order mark in front.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not UTF-8; save it as UTF-8.");
    }
  }
}
