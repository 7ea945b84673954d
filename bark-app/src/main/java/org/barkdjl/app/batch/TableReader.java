package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.barkdjl.error.InputException;

/**
 * A table with a header that names the fields. Cells may be quoted, and then hold line ends. A row
 * that is none is bad alone, as long as it can be told where the next one begins.
 */
final class TableReader implements ManifestReader {
  private static final String MISPLACED = "a quote is misplaced";

  private final TextLines lines;
  private final String name;
  private final char separator;
  private final CSVFormat format;
  private final List<String> header;
  private long index;

  /**
   * A row as it was written.
   *
   * @param text its lines, without the end of the last
   * @param line where it begins
   * @param problem why it cannot be used, if so
   */
  private record Row(String text, long line, Optional<String> problem) {}

  /**
   * Reads the header.
   *
   * @throws InputException if there is none that can be used
   */
  TableReader(TextLines lines, String name, char separator) throws IOException {
    this.lines = lines;
    this.name = name;
    this.separator = separator;
    format = CSVFormat.RFC4180.builder().setDelimiter(separator).get();
    header = header();
  }

  @Override
  public Optional<ManifestLine> next() throws IOException {
    return row().map(this::item);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private List<String> header() throws IOException {
    List<String> names = columns();
    if (names.isEmpty()) {
      throw new InputException(name + " is empty; a table needs a header and a line an item.");
    }
    Set<String> seen = new HashSet<>();
    for (String column : names) {
      if (column.isEmpty() || !seen.add(column)) {
        throw new InputException(
            name + ": the header names the column '" + column + "' twice, or not at all.");
      }
    }
    if (!seen.contains(ManifestLine.TEXT)) {
      throw new InputException(
          "%s: the header has no column 'text'; its columns are %s."
              .formatted(name, String.join(", ", names)));
    }
    return names;
  }

  private List<String> columns() throws IOException {
    Optional<Row> row = row();
    if (row.isEmpty()) {
      return List.of();
    }
    try {
      return cells(row.get());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s line %d is no header of a table: %s."
              .formatted(name, row.get().line(), e.getMessage()),
          e);
    }
  }

  /** The next row that is not blank. */
  private Optional<Row> row() throws IOException {
    Optional<TextLines.Line> line = lines.nextFilled();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    long first = lines.number();
    StringBuilder text = new StringBuilder(line.get().text());
    Optional<String> problem = line.get().problem();
    At at = At.START_OF_CELL.after(line.get().text(), separator);
    while (at == At.QUOTED) {
      line = lines.next();
      if (line.isEmpty() || text.length() > TextLines.LIMIT_BYTES) {
        throw new InputException(
            "%s line %d is not a row of a table: a quote is missing in it, so nobody can tell where the next one begins."
                .formatted(name, first));
      }
      text.append('\n').append(line.get().text());
      problem = problem.or(line.get()::problem);
      at = at.after(line.get().text(), separator);
    }
    if (at == At.MISPLACED) {
      problem = problem.or(() -> Optional.of(MISPLACED));
    }
    return Optional.of(new Row(text.toString(), first, problem));
  }

  private ManifestLine item(Row row) {
    index++;
    try {
      List<String> cells = cells(row);
      if (cells.size() != header.size()) {
        throw new IllegalArgumentException(
            "it has %d cells, but the header has %d".formatted(cells.size(), header.size()));
      }
      Map<String, String> fields = new HashMap<>();
      for (int column = 0; column < header.size(); column++) {
        fields.put(header.get(column), cells.get(column));
      }
      return ManifestLine.of(index, row.line(), fields);
    } catch (IllegalArgumentException e) {
      return ManifestLine.bad(index, row.line(), e.getMessage());
    }
  }

  /** Throws IllegalArgumentException that says what is wrong with the row. */
  private List<String> cells(Row row) {
    if (row.problem().isPresent()) {
      throw new IllegalArgumentException(row.problem().get());
    }
    try (CSVParser parser = CSVParser.parse(row.text(), format)) {
      List<String> cells = new ArrayList<>();
      for (CSVRecord record : parser) {
        record.forEach(cell -> cells.add(cell.strip()));
      }
      return cells;
    } catch (UncheckedIOException | IOException e) {
      throw new IllegalArgumentException(MISPLACED, e);
    }
  }

  /** Where in a row one is after a character. */
  private enum At {
    START_OF_CELL,
    PLAIN,
    QUOTED,
    /** At a quote in a quoted cell: its end, or the first of two that stand for one. */
    QUOTE,
    AFTER_QUOTED,
    /** After something that may not follow a quoted cell. */
    MISPLACED;

    At after(String line, char separator) {
      At at = this;
      for (int i = 0; i < line.length(); i++) {
        at = at.after(line.charAt(i), separator);
      }
      return at;
    }

    private At after(char next, char separator) {
      return switch (this) {
        case START_OF_CELL -> next == '"' ? QUOTED : next == separator ? this : PLAIN;
        case PLAIN -> next == separator ? START_OF_CELL : this;
        case QUOTED -> next == '"' ? QUOTE : this;
        case QUOTE, AFTER_QUOTED ->
            next == separator
                ? START_OF_CELL
                : this == QUOTE && next == '"'
                    ? QUOTED
                    : Character.isWhitespace(next) ? AFTER_QUOTED : MISPLACED;
        case MISPLACED -> this;
      };
    }
  }
}
