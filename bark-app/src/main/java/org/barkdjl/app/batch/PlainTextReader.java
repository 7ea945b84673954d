package org.barkdjl.app.batch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A text a line; blank lines are passed over. */
final class PlainTextReader implements ManifestReader {
  private final TextLines lines;
  private long index;

  PlainTextReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public Optional<ManifestLine> next() throws IOException {
    return lines.nextFilled().map(this::item);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private ManifestLine item(TextLines.Line line) {
    index++;
    return line.problem().isPresent()
        ? ManifestLine.bad(index, lines.number(), line.problem().get())
        : ManifestLine.of(index, lines.number(), Map.of(ManifestLine.TEXT, line.text().strip()));
  }
}
