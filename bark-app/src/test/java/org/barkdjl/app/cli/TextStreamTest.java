package org.barkdjl.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextStreamTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TextStream stream = new TextStream(bytes);

  @Test
  void nothingThatIsPrintedSteersATerminal() {
    String text = "a\u001b]0;title\u0007\u009b2J\u007f\r\u202Eb\tü😀\n";
    String harmless = "a?]0;title??2J???b\tü😀\n";

    stream.print(text);
    stream.println((Object) text);
    stream.printf(Locale.ROOT, "%s", text);
    stream.append(text);

    assertEquals(harmless + harmless + "\n" + harmless + harmless, bytes.toString(UTF_8));
  }

  @Test
  void bytesPass() {
    byte[] audio = {27, 7, -101, 13, 10, 0};
    stream.write(audio, 0, audio.length);
    assertArrayEquals(audio, bytes.toByteArray());
  }

  @Test
  void aLineIsDrawnOverTheOneBefore() {
    TextStream.redraw(stream, "50%\u001b[2J");
    assertEquals("\r50%?[2J\u001b[K", bytes.toString(UTF_8));
  }

  @Test
  void jsonKeepsWhatItSays() {
    assertEquals("{\"id\":\"a\\u009b\\u007f\"}", TextStream.escaped("{\"id\":\"a\u009b\u007f\"}"));
  }
}
