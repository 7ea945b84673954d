package org.barkdjl.server;

import io.vertx.core.buffer.Buffer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.io.Sha256;

/** The files of the page, in memory: they lie on the class path. */
final class Page {
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "page.js", "text/javascript; charset=utf-8",
          "page.css", "text/css; charset=utf-8");

  private final Map<String, Resource> files = new HashMap<>();

  /**
   * A file of the page.
   *
   * @param etag in quotes, as the header has it
   */
  record Resource(String type, String etag, Buffer content) {}

  static Page load() throws IOException {
    Page page = new Page();
    for (Map.Entry<String, String> file : TYPES.entrySet()) {
      try (InputStream in = Page.class.getResourceAsStream("page/" + file.getKey())) {
        if (in == null) {
          throw new FileNotFoundException("page/" + file.getKey());
        }
        byte[] bytes = in.readAllBytes();
        page.files.put(
            file.getKey(),
            new Resource(file.getValue(), '"' + Sha256.of(bytes) + '"', Buffer.buffer(bytes)));
      }
    }
    return page;
  }

  /** The file at a path; {@code /} is the page itself. */
  Optional<Resource> find(String path) {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    return Optional.ofNullable(files.get(name));
  }
}
