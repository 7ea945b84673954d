package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {
  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir Path folder;

  @Test
  void argumentsAreJoinedByBlanks() throws IOException {
    assertEquals("Hello ♪ there", words("Hello ♪", "there").read(NOTHING));
  }

  @Test
  void filesAndStandardInputAreUtf8() throws IOException {
    String text = "Grüße ♪ 你好 \uD83D\uDE00\n";
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("text file.txt"), utf8);

    assertEquals(text, file(file).read(NOTHING));
    assertEquals(text, stdin(utf8));
  }

  @Test
  void aFileCalledDashIsStandardInput() throws IOException {
    assertEquals("Hi", file(Path.of("-")).read(new ByteArrayInputStream(new byte[] {'H', 'i'})));
  }

  @Test
  void aByteOrderMarkIsNotSpoken() throws IOException {
    assertEquals("Hi", stdin(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'H', 'i'}));
  }

  @Test
  void anotherEncodingIsRefusedWithThePlace() {
    assertTrue(refusal(new byte[] {'a', 'b', (byte) 0xFF, 'c'}).contains("byte 2 "));
    assertTrue(refusal("Grüße".getBytes(StandardCharsets.ISO_8859_1)).contains("byte 2 "));
    assertTrue(refusal("Hi".getBytes(StandardCharsets.UTF_16)).contains("byte 0 "));
    // Cut off in the middle of a character.
    assertTrue(refusal(new byte[] {'a', (byte) 0xE2, (byte) 0x99}).contains("byte 1 "));
  }

  @Test
  void argumentsThatTheJvmCouldNotDecodeAreRefused() {
    assertThrows(InputException.class, () -> words("\uFFFD\uFFFD").read(NOTHING));
  }

  @Test
  void emptyTextIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.txt"));

    assertThrows(InputException.class, () -> words("").read(NOTHING));
    assertThrows(InputException.class, () -> words(" \t").read(NOTHING));
    assertThrows(InputException.class, () -> file(empty).read(NOTHING));
    assertThrows(InputException.class, () -> stdin(new byte[0]));
  }

  @Test
  void textThatIsTooLongIsRefusedAndTheLongestIsNot() throws IOException {
    byte[] longest = "a".repeat(TextSource.LIMIT_BYTES).getBytes(StandardCharsets.US_ASCII);
    assertEquals(longest.length, stdin(longest).length());

    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        };
    assertThrows(InputException.class, () -> words("-").read(endless));
    String argument = "a".repeat(TextSource.LIMIT_BYTES + 1);
    assertThrows(InputException.class, () -> words(argument).read(NOTHING));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path missing = folder.resolve("missing.txt");
    InputException e = assertThrows(InputException.class, () -> file(missing).read(NOTHING));
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());

    e = assertThrows(InputException.class, () -> file(folder).read(NOTHING));
    assertTrue(e.getMessage().contains("folder"), e.getMessage());
  }

  private static TextSource words(String... words) {
    return new TextSource(List.of(words), Optional.empty());
  }

  private static TextSource file(Path file) {
    return new TextSource(List.of(), Optional.of(file));
  }

  private static String stdin(byte[] bytes) throws IOException {
    return words("-").read(new ByteArrayInputStream(bytes));
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(InputException.class, () -> stdin(bytes)).getMessage();
  }
}
