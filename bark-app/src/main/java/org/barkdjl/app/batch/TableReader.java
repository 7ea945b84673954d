package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.barkdjl.error.InputException;

/** A table with a header that names the fields. Cells may be quoted, and then hold line ends. */
final class TableReader implements ManifestReader {
  private final LinesReader source;
  private final String name;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private long index;

  /**
   * Reads the header.
   *
   * @throws InputException if there is none that can be used
   */
  TableReader(TextLines lines, String name, char separator) throws IOException {
    this.name = name;
    source = new LinesReader(lines, name);
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get();
    parser = CSVParser.builder().setReader(source).setFormat(format).get();
    records = parser.iterator();
    header = header();
  }

  @Override
  public Optional<ManifestLine> next() throws IOException {
    return record().map(this::line);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private List<String> header() throws IOException {
    List<String> names =
        record().map(CSVRecord::toList).orElse(List.of()).stream().map(String::strip).toList();
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

  private Optional<CSVRecord> record() throws IOException {
    try {
      Optional<CSVRecord> record =
          records.hasNext() ? Optional.of(records.next()) : Optional.empty();
      source.recordEnded();
      return record;
    } catch (UncheckedIOException e) {
      // After a misplaced quote nobody can tell where the next record begins.
      throw new InputException(
          "%s line %d is not a row of a table: a quote is misplaced or missing."
              .formatted(name, parser.getCurrentLineNumber()),
          e);
    }
  }

  private ManifestLine line(CSVRecord record) {
    index++;
    Map<String, String> fields = new HashMap<>();
    long first = parser.getCurrentLineNumber();
    for (String cell : record) {
      first -= cell.chars().filter(c -> c == '\n').count();
    }
    if (record.size() != header.size()) {
      return ManifestLine.bad(
          index,
          first,
          "it has %d cells, but the header has %d".formatted(record.size(), header.size()));
    }
    for (int column = 0; column < header.size(); column++) {
      fields.put(header.get(column), record.get(column).strip());
    }
    return ManifestLine.of(index, first, fields);
  }
}
