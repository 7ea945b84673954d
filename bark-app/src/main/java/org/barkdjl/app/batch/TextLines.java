package org.barkdjl.app.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.barkdjl.error.InputException;

/**
 * The lines of a UTF-8 text, one at a time. LF and CRLF end a line; a byte order mark is dropped.
 */
final class TextLines implements Closeable {
  /** Hours of speech in one line: more is a mistake, and would have to fit into memory. */
  static final int LIMIT_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

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
   * The next line without its end; empty after the last.
   *
   * @throws InputException if it is not UTF-8, or too long
   */
  Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    number++;
    while (next >= 0 && next != '\n') {
      if (line.size() == LIMIT_BYTES) {
        throw new InputException(
            "%s line %d is longer than %d bytes; split it.".formatted(name, number, LIMIT_BYTES));
      }
      line.write(next);
      next = in.read();
    }
    return Optional.of(decode(line.toByteArray()));
  }

  /** The next line that is not blank; otherwise as {@link #next}. */
  Optional<String> nextFilled() throws IOException {
    Optional<String> line = next();
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

  private String decode(byte[] bytes) {
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    CharBuffer text;
    try {
      // A decoder of its own reports what the String constructor would replace in silence.
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    } catch (CharacterCodingException e) {
      throw new InputException(
          "%s line %d is not UTF-8; save the file as UTF-8.".formatted(name, number), e);
    }
    boolean marked = number == 1 && text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK;
    return text.subSequence(marked ? 1 : 0, text.length()).toString();
  }
}
