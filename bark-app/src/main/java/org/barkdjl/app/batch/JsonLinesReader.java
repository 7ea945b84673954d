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

  private ManifestLine parse(TextLines.Line line) {
    index++;
    if (line.problem().isPresent()) {
      return ManifestLine.bad(index, lines.number(), line.problem().get());
    }
    try {
      return ManifestLine.of(index, lines.number(), FlatJson.parse(line.text()));
    } catch (IllegalArgumentException e) {
      return ManifestLine.bad(index, lines.number(), e.getMessage());
    }
  }
}
