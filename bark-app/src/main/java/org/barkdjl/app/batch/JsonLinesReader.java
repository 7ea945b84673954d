package org.barkdjl.app.batch;

import java.io.IOException;
import java.util.Optional;

/** A JSON object a line; blank lines are passed over. A line that is none is bad alone. */
final class JsonLinesReader implements ManifestReader {
  private final TextLines lines;
  private long index;

  JsonLinesReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public Optional<ManifestLine> next() throws IOException {
    return lines.nextFilled().map(this::parse);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private ManifestLine parse(String json) {
    index++;
    try {
      return ManifestLine.of(index, lines.number(), FlatJson.parse(json));
    } catch (IllegalArgumentException e) {
      return ManifestLine.bad(index, lines.number(), e.getMessage());
    }
  }
}
