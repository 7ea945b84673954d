package org.barkdjl.app.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.barkdjl.error.InputException;

/**
 * The lines of a UTF-8 text, one at a time. LF and CRLF end a line; a byte order mark is dropped.
 */
final class TextLines implements Closeable {
  /** Hours of speech in one line: more is a mistake, and would have to fit into memory. */
  static final int LIMIT_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private final String name;
  private long number;

  /**
   * @param name what messages call the text
   */
  TextLines(InputStream in, String name) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.name = name;
  }

  /**
   * A line.
   *
   * @param text without its end; of a line with a problem as much as can be made out
   * @param problem why it cannot be used, if so
   */
  record Line(String text, Optional<String> problem) {
    boolean isBlank() {
      return text.isBlank() && problem.isEmpty();
    }
  }

  /**
   * The next line; empty after the last.
   *
   * @throws InputException if the text is not UTF-8 but UTF-16
   */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    number++;
    boolean tooLong = false;
    while (next >= 0 && next != '\n') {
      if (line.size() < LIMIT_BYTES) {
        line.write(next);
      } else {
        tooLong = true;
      }
      next = in.read();
    }
    return Optional.of(line(line.toByteArray(), tooLong));
  }

  /** The next line that is not blank; otherwise as {@link #next}. */
  Optional<Line> nextFilled() throws IOException {
    Optional<Line> line = next();
    while (line.isPresent() && line.get().isBlank()) {
      line = next();
    }
    return line;
  }

  /** The number of the line that was given last, from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Line line(byte[] bytes, boolean tooLong) {
    if (number == 1 && bytes.length > 1 && isUtf16(((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF))) {
      throw new InputException(name + " is UTF-16; save the file as UTF-8.");
    }
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    Optional<String> problem = Optional.empty();
    String text;
    try {
      // A decoder of its own reports what the String constructor replaces in silence.
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, 0, length, UTF_8);
      problem = Optional.of("it is not UTF-8");
    }
    if (tooLong) {
      problem = Optional.of("it is longer than " + LIMIT_BYTES + " bytes");
    }
    boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
    return new Line(marked ? text.substring(1) : text, problem);
  }

  /** A byte order mark of UTF-16, of which the lines after it would look like UTF-8. */
  private static boolean isUtf16(int mark) {
    return mark == 0xFEFF || mark == 0xFFFE;
  }
}
