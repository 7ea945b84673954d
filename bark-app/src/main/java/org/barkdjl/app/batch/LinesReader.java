package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import org.barkdjl.error.InputException;

/**
 * Gives {@link TextLines} to a parser whose records may span lines, and stops it where one does not
 * end: a forgotten quote would otherwise take the rest of the file into memory.
 */
final class LinesReader extends Reader {
  private final TextLines lines;
  private final String name;
  private String line = "";
  private int at;
  private long recordChars;

  LinesReader(TextLines lines, String name) {
    this.lines = lines;
    this.name = name;
  }

  /** The parser has finished a record. */
  void recordEnded() {
    recordChars = 0;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (at == line.length()) {
      Optional<String> next = lines.next();
      if (next.isEmpty()) {
        return -1;
      }
      line = next.get() + "\n";
      at = 0;
    }
    int count = Math.min(length, line.length() - at);
    line.getChars(at, at + count, target, offset);
    at += count;
    recordChars += count;
    if (recordChars > TextLines.LIMIT_BYTES) {
      throw new InputException(
          "%s: the record that ends at line %d or later is longer than %d characters; is a quote missing?"
              .formatted(name, lines.number(), TextLines.LIMIT_BYTES));
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
