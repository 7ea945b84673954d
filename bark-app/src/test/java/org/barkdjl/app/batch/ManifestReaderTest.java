package org.barkdjl.app.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
  void aMisplacedQuoteSpoilsItsRowAlone() throws IOException {
    List<ManifestLine> lines =
        read(
            ManifestFormat.CSV,
            "id,text\na,ok\nb,\"Hi\" she said\nc,5\" pipe\n\"d\",\"two\n\"\"lines\"\" \" \ne,\"x\ny\"z\nf,ok\n");

    assertEquals(Optional.of("a quote is misplaced"), lines.get(1).problem());
    assertEquals("5\" pipe", lines.get(2).fields().get("text"));
    assertEquals("two\n\"lines\"", lines.get(3).fields().get("text"));
    assertEquals(Optional.of("a quote is misplaced"), lines.get(4).problem());
    assertEquals("ok", lines.get(5).fields().get("text"));
    assertEquals(List.of(2L, 3L, 4L, 5L, 7L, 9L), lines.stream().map(ManifestLine::line).toList());
  }

  @Test
  void aMissingQuoteDoesNotSwallowTheRestOfAFile() {
    for (String rest : List.of("b,c\n", "b,c\n".repeat(TextLines.LIMIT_BYTES))) {
      String message =
          assertThrows(
                  InputException.class,
                  () -> read(ManifestFormat.CSV, "id,text\na,\"never closed\n" + rest))
              .getMessage();

      assertTrue(message.startsWith("test line 2 is not a row"), message);
    }
  }

  @ParameterizedTest
  @EnumSource(ManifestFormat.class)
  void aLineThatCannotBeUsedIsBadAlone(ManifestFormat format) throws IOException {
    String good = format == ManifestFormat.JSONL ? "{\"text\":\"ok\"}" : "ok";
    List<byte[]> texts =
        List.of(
            "text\n".getBytes(UTF_8),
            "b\u00e4,\t\n".getBytes(ISO_8859_1),
            ("x".repeat(2 * TextLines.LIMIT_BYTES) + "\n").getBytes(UTF_8),
            (good + "\n").getBytes(UTF_8));
    ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    texts.forEach(manifest::writeBytes);

    List<ManifestLine> lines = read(format, new ByteArrayInputStream(manifest.toByteArray()));

    List<ManifestLine> last = lines.subList(lines.size() - 3, lines.size());
    assertEquals(List.of(2L, 3L, 4L), last.stream().map(ManifestLine::line).toList());
    assertEquals(Optional.of("it is not UTF-8"), last.get(0).problem());
    assertEquals(Optional.of("it is longer than 1048576 bytes"), last.get(1).problem());
    assertEquals("ok", last.get(2).fields().get("text"));
  }

  @ParameterizedTest
  @EnumSource(ManifestFormat.class)
  void anotherEncodingIsRefused(ManifestFormat format) {
    byte[] utf16 = "text,id\na,b\n".getBytes(UTF_16);

    InputException e =
        assertThrows(InputException.class, () -> read(format, new ByteArrayInputStream(utf16)));

    assertEquals("test is UTF-16; save the file as UTF-8.", e.getMessage());
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
    return read(format, new ByteArrayInputStream(text.getBytes(UTF_8)));
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
