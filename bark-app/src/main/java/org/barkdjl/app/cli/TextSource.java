package org.barkdjl.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barkdjl.error.InputException;

/**
 * Where the text to speak comes from.
 *
 * @param words the arguments of the command; {@code -} alone means standard input
 * @param file the file, if the text is in one; then there are no words; {@code -} becomes that word
 */
public record TextSource(List<String> words, Optional<Path> file) {
  /** Some hours of speech: more is a mistake. */
  static final int LIMIT_BYTES = 1 << 20;

  private static final String STDIN = "-";

  public TextSource {
    if (file.isPresent() && !words.isEmpty()) {
      throw new UsageException("Give either a text or --file, not both.");
    }
    if (file.equals(Optional.of(Path.of(STDIN)))) {
      words = List.of(STDIN);
      file = Optional.empty();
    }
    if (file.isEmpty() && words.isEmpty()) {
      throw new UsageException("Nothing to say: give a text, -f FILE, or - for standard input.");
    }
    if (words.size() > 1 && words.contains(STDIN)) {
      throw new UsageException("'-' reads the text from standard input; give no text beside it.");
    }
  }

  /**
   * Reads the text.
   *
   * @throws InputException if there is none, or it cannot be read, is not UTF-8 or too long
   */
  public String read(InputStream stdin) {
    String text = file.isPresent() ? readFile(file.get()) : readWords(stdin);
    if (text.isBlank()) {
      throw new InputException("There is nothing to say: the text is empty.");
    }
    return text;
  }

  private String readWords(InputStream stdin) {
    if (words.equals(List.of(STDIN))) {
      try {
        return decode(stdin, "Standard input");
      } catch (IOException e) {
        throw InputException.unreadable("the text on standard input", e);
      }
    }
    String text = String.join(" ", words);
    if (text.indexOf('\uFFFD') >= 0) {
      // What the JVM makes of bytes that are not valid in the locale's encoding.
      throw new InputException(
          "The text holds characters that could not be decoded: type it in a UTF-8 terminal and"
              + " locale, or put it into a UTF-8 file and use -f FILE.");
    }
    if (text.length() > LIMIT_BYTES) {
      throw tooLong("The text");
    }
    return text;
  }

  private static String readFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new InputException("Cannot read the text " + file + ": it is a folder.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in, file.toString());
    } catch (IOException e) {
      throw InputException.unreadable("the text " + file, e);
    }
  }

  private static String decode(InputStream in, String where) throws IOException {
    byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
    if (bytes.length > LIMIT_BYTES) {
      throw tooLong(where);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer source = ByteBuffer.wrap(bytes);
    CharBuffer target = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(source, target, true);
    if (result.isError()) {
      throw new InputException(
          where
              + " is not UTF-8: byte "
              + source.position()
              + " (counted from 0) is wrong; save the text as UTF-8.");
    }
    String text = target.flip().toString();
    // Windows programs put a byte order mark in front.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static InputException tooLong(String where) {
    return new InputException(
        where + " is longer than " + LIMIT_BYTES + " bytes; speak it in parts.");
  }
}
