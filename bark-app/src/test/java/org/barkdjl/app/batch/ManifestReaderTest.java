package org.barkdjl.app.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private static final String BOM = "\uFEFF";

  @Test
  void textIsAnItemALine() throws IOException {
    List<ManifestLine> lines = read(ManifestFormat.TEXT, BOM + "Hello.\r\n\r\n  \nGrüße, 世界. \n");

    assertEquals(List.of("Hello.", "Grüße, 世界."), texts(lines));
    assertEquals(List.of(1L, 4L), lines.stream().map(ManifestLine::line).toList());
    assertEquals(List.of("000001", "000002"), lines.stream().map(ManifestLine::id).toList());
  }

  @Test
  void jsonValuesAreTakenAsTheyAreWritten() throws IOException {
    List<ManifestLine> lines =
        read(
            ManifestFormat.JSONL,
            BOM
                + "{\"id\":\"ä\",\"text\":\"Say \\\"hi\\\"\\n, then.\",\"seed\":12345678901234567,"
                + "\"top-p\":0.90,\"voice\":null,\"out\":\"\"}\r\n\r\n"
                + "{\"text\":\"♪ la\"}");

    assertEquals(
        Map.of(
            "id", "ä", "text", "Say \"hi\"\n, then.", "seed", "12345678901234567", "top-p", "0.90"),
        lines.get(0).fields());
    assertEquals("000002", lines.get(1).id());
    assertEquals(3, lines.get(1).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{",
        "{\"text\":\"a\"",
        "[\"text\"]",
        "\"text\"",
        "{\"text\":\"a\"} {\"text\":\"b\"}",
        "{'text':'a'}",
        "{text:\"a\"}",
        "{\"text\":[\"a\"]}",
        "{\"text\":{\"a\":1}}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":NaN}",
        "null"
      })
  void aBadJsonLineIsBadAlone(String bad) throws IOException {
    List<ManifestLine> lines =
        read(ManifestFormat.JSONL, "{\"text\":\"one\"}\n" + bad + "\n{\"text\":\"three\"}\n");

    assertEquals(3, lines.size());
    assertTrue(lines.get(1).problem().isPresent(), bad);
    assertEquals(2, lines.get(1).line());
    assertEquals("three", lines.get(2).fields().get("text"));
  }

  @Test
  void deeplyNestedJsonIsRefusedWithoutRecursion() throws IOException {
    List<ManifestLine> lines =
        read(ManifestFormat.JSONL, "{\"text\":" + "[".repeat(500_000) + "\n");

    assertTrue(lines.get(0).problem().isPresent());
  }

  @ParameterizedTest
  @CsvSource({"CSV, ','", "TSV, '\t'"})
  void tablesMayQuoteSeparatorsAndLineEnds(ManifestFormat format, char separator)
      throws IOException {
    String table =
        (BOM
                + "id|text|voice\r\n"
                + "a|\"One| \"\"two\"\".\r\nThree.\"|\r\n"
                + "\r\n"
                + "b| Vier… |alto\r\n"
                + "c|too few\r\n"
                + "d|last|alto")
            .replace('|', separator);

    List<ManifestLine> lines = read(format, table);

    assertEquals(
        Map.of("id", "a", "text", "One" + separator + " \"two\".\nThree."), lines.get(0).fields());
    assertEquals(Map.of("id", "b", "text", "Vier…", "voice", "alto"), lines.get(1).fields());
    assertEquals(Optional.of("it has 2 cells, but the header has 3"), lines.get(2).problem());
    assertEquals("last", lines.get(3).fields().get("text"));
    assertEquals(List.of(2L, 5L, 6L, 7L), lines.stream().map(ManifestLine::line).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "id,words\na,b\n", "text,text\na,b\n", "text,\na,b\n"})
  void aTableNeedsAHeaderWithTexts(String table) {
    assertThrows(InputException.class, () -> read(ManifestFormat.CSV, table));
  }

  @Test
  void aMisplacedQuoteIsNamedByItsLine() {
    String message =
        assertThrows(
                InputException.class,
                () -> read(ManifestFormat.CSV, "id,text\na,ok\nb,\"Hi\" she said\nc,ok\n"))
            .getMessage();

    assertTrue(message.contains("test line 3 "), message);
  }

  @Test
  void aMissingQuoteDoesNotSwallowTheRestOfAnEndlessFile() {
    String head = "id,text\na,\"never closed\n";

    String message =
        assertThrows(InputException.class, () -> readEndless(ManifestFormat.CSV, head, "b,c\n"))
            .getMessage();

    assertTrue(message.contains("is a quote missing?"), message);
  }

  @ParameterizedTest
  @EnumSource(ManifestFormat.class)
  void anEndlessLineIsRefused(ManifestFormat format) {
    String message =
        assertThrows(InputException.class, () -> readEndless(format, "text\tid,text\n", "x"))
            .getMessage();

    assertTrue(message.contains("test line 2 is longer than"), message);
  }

  @ParameterizedTest
  @EnumSource(ManifestFormat.class)
  void anotherEncodingIsRefusedWithTheLine(ManifestFormat format) {
    byte[] latin = "text\tid,text\nb\u00e4,\t\n".getBytes(StandardCharsets.ISO_8859_1);

    String message =
        assertThrows(InputException.class, () -> read(format, new ByteArrayInputStream(latin)))
            .getMessage();

    assertEquals("test line 2 is not UTF-8; save the file as UTF-8.", message);
    byte[] utf16 = "text,id\na,b\n".getBytes(StandardCharsets.UTF_16);
    assertThrows(InputException.class, () -> read(format, new ByteArrayInputStream(utf16)));
  }

  @Test
  void anEmptyManifestHasNoItems() throws IOException {
    assertEquals(List.of(), read(ManifestFormat.TEXT, ""));
    assertEquals(List.of(), read(ManifestFormat.JSONL, "\r\n \n"));
    assertEquals(List.of(), read(ManifestFormat.CSV, "id,text\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '$',
      delimiter = ';',
      value = {
        "{\"text\":\"a\"}; JSONL",
        "id,text; CSV",
        "\"id\",\"text\"; CSV",
        "Hello, text.; TEXT",
        "text; TEXT",
        "$id\ttext$; TSV"
      })
  void theFirstLineTellsTheFormat(String line, ManifestFormat format) {
    assertEquals(format, ManifestFormat.ofFirstLine(line));
  }

  private static List<ManifestLine> read(ManifestFormat format, String text) throws IOException {
    return read(format, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<ManifestLine> readEndless(ManifestFormat format, String head, String rest)
      throws IOException {
    byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
    InputStream endless =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            return bytes[(int) (at++ % bytes.length)];
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
              target[offset + i] = (byte) read();
            }
            return length;
          }
        };
    return read(
        format,
        new SequenceInputStream(
            new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)), endless));
  }

  private static List<ManifestLine> read(ManifestFormat format, InputStream in) throws IOException {
    List<ManifestLine> lines = new ArrayList<>();
    try (ManifestReader reader = format.read(in, "test")) {
      for (Optional<ManifestLine> line = reader.next(); line.isPresent(); line = reader.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  private static List<String> texts(List<ManifestLine> lines) {
    return lines.stream().map(line -> line.fields().get("text")).collect(Collectors.toList());
  }
}
