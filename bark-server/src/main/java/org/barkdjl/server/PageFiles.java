package org.barkdjl.server;

import io.vertx.core.buffer.Buffer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.io.Sha256;

/** The files of the page, in memory: they lie on the class path. */
final class PageFiles {
  private static final List<String> FILES =
      List.of(
          "index.html",
          "icon.svg",
          "colours.css",
          "page.css",
          "page.js",
          "api.js",
          "examples.js",
          "history.js",
          "player.js",
          "waveform.js");

  private final Map<String, Resource> files = new HashMap<>();

  /**
   * A file of the page.
   *
   * @param etag in quotes, as the header has it
   */
  record Resource(String type, String etag, Buffer content) {}

  static PageFiles load() throws IOException {
    PageFiles page = new PageFiles();
    for (String name : FILES) {
      try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
        if (in == null) {
          throw new FileNotFoundException("page/" + name);
        }
        byte[] bytes = in.readAllBytes();
        page.files.put(
            name, new Resource(type(name), '"' + Sha256.of(bytes) + '"', Buffer.buffer(bytes)));
      }
    }
    return page;
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }

  /** The file at a path; {@code /} is the page itself. */
  Optional<Resource> find(String path) {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    return Optional.ofNullable(files.get(name));
  }
}
