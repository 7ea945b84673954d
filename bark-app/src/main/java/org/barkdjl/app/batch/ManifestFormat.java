package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a manifest is written. */
public enum ManifestFormat {
  /** A JSON object a line. */
  JSONL("jsonl|ndjson"),
  /** Comma-separated values with a header, as RFC 4180 has them. */
  CSV("csv"),
  /** The same with tabs. */
  TSV("tsv|tab"),
  /** A text a line. */
  TEXT("text|txt");

  /** A regular expression. */
  private final String names;

  ManifestFormat(String names) {
    this.names = names;
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ManifestFormat of(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it takes jsonl, csv, tsv or text, not '" + name + "'"));
  }

  /** The format that a file's ending tells. */
  public static Optional<ManifestFormat> ofFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return named(name.substring(name.lastIndexOf('.') + 1));
  }

  /** The format that a first line looks like: an object, a header with "text" in it, or a text. */
  public static ManifestFormat ofFirstLine(String line) {
    if (line.stripLeading().startsWith("{")) {
      return JSONL;
    }
    if (isHeader(line.split("\t", -1))) {
      return TSV;
    }
    return isHeader(line.split(",", -1)) ? CSV : TEXT;
  }

  ManifestReader read(InputStream in, String name) throws IOException {
    TextLines lines = new TextLines(in, name);
    return switch (this) {
      case JSONL -> new JsonLinesReader(lines);
      case CSV -> new TableReader(lines, name, ',');
      case TSV -> new TableReader(lines, name, '\t');
      case TEXT -> new PlainTextReader(lines);
    };
  }

  private static boolean isHeader(String[] cells) {
    return cells.length > 1
        && Arrays.stream(cells)
            .map(cell -> cell.replace("\"", "").strip())
            .anyMatch(ManifestLine.TEXT::equals);
  }

  private static Optional<ManifestFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> name.matches(format.names)).findFirst();
  }
}
