package org.barkdjl.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * A stream of UTF-8 text for people: nothing in a text, an id or a name can steer their terminal.
 * Bytes, such as audio, pass as they are.
 */
public final class TextStream extends PrintStream {
  /** All but tab and line end: control characters, and those that turn the order of writing. */
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\t\n]]");

  private static final String TO_START = "\r";
  private static final String WIPE_REST = "\u001b[K";

  public TextStream(OutputStream out) {
    super(out, true, UTF_8);
  }

  /** What everything else comes to that prints text. */
  @Override
  public void print(String text) {
    super.print(harmless(String.valueOf(text)));
  }

  /** Writes a line over the one where the cursor is, and leaves the cursor at its end. */
  public static void redraw(PrintStream screen, String line) {
    byte[] bytes = (TO_START + harmless(line) + WIPE_REST).getBytes(UTF_8);
    screen.write(bytes, 0, bytes.length);
    screen.flush();
  }

  /** JSON without the characters that are replaced when it is printed. */
  public static String escaped(String json) {
    return STEERING
        .matcher(json)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  private static String harmless(String text) {
    return STEERING.matcher(text).replaceAll("?");
  }
}
