package org.barkdjl.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.error.InputException;
import org.barkdjl.voice.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpellingTest {
  private static final Spelling IN_WORDS = Spelling.NONE.withInWords(true);
  @TempDir Path folder;

  static Stream<List<String>> cases() throws IOException {
    try (InputStream table = SpellingTest.class.getResourceAsStream("cases.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> List.of(line.split("\t")))
              .toList()
              .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysInWords(List<String> line) {
    assertEquals(
        line.get(2), IN_WORDS.apply(line.get(1), Locale.forLanguageTag(line.get(0))).spoken());
  }

  @Test
  void manyThreadsSayTheSame() throws IOException {
    List<List<String>> lines = cases().toList();
    List<String> said =
        Stream.generate(() -> lines)
            .limit(20)
            .flatMap(List::stream)
            .parallel()
            .map(line -> IN_WORDS.apply(line.get(1), Locale.forLanguageTag(line.get(0))).spoken())
            .toList();
    List<String> expected = lines.stream().map(line -> line.get(2)).toList();
    for (int i = 0; i < said.size(); i++) {
      assertEquals(expected.get(i % expected.size()), said.get(i));
    }
  }

  @Test
  void allLanguagesThatBarkSpeaksHaveRules() throws IOException {
    assertEquals(
        Arrays.stream(Language.values()).map(Language::code).collect(Collectors.toSet()),
        cases().map(line -> line.get(0)).collect(Collectors.toSet()));
  }

  @Test
  void nothingChangesUnlessAsked() {
    String text = "Dr. Who has 3.5 km on 12 May, [pause 1s] 5 €.";
    assertEquals(text, Spelling.NONE.apply(text, Locale.ENGLISH).spoken());
    assertEquals("३ 5", IN_WORDS.apply("३ 5", Locale.forLanguageTag("cy")).spoken());
  }

  @Test
  void theDefaultLocaleDoesNotMatter() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("In nineteen eighty-four", IN_WORDS.apply("In 1984", Locale.ENGLISH).spoken());
    } finally {
      Locale.setDefault(usual);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NGINX and nginx., engine x and engine x.",
    "nginxes, nginxes",
    "US told us., U S told us.",
    "I use SQL Server and SQL., I use sequel server and S Q L.",
    "microchip micro, mikechip mike",
    "SQL\u00a0Server, sequel server",
    "Chemnitz, Chemnitz",
    "\u0130stanbul 5, \u0130stanbul many",
  })
  void theLongestPhraseIsSaidInsteadOfWholeWords(String written, String said) {
    Lexicon lexicon =
        Lexicon.of(
            """
            # How we say it
            nginx = engine x
            US=U S
            SQL = S Q L
            SQL Server = sequel server
            micro* = mike
            5 = many
            [de]
            Chemnitz = Kemnitz
            """,
            "It");
    Spelling spelling = Spelling.NONE.withLexicon(lexicon);
    assertEquals(said, spelling.apply(written, Locale.ENGLISH).spoken());
    assertEquals("Kemnitz", spelling.apply("Chemnitz", Locale.GERMAN).spoken());
    // What it has changed is not changed again.
    assertEquals("many 6", spelling.apply("5 6", Locale.ENGLISH).spoken());
    assertEquals("many six", spelling.withInWords(true).apply("5 6", Locale.ENGLISH).spoken());
  }

  @ParameterizedTest
  @CsvSource({
    "a = b\\nc, line 2: it takes",
    "= b, line 1: it takes",
    "a =, line 1: there is nothing on one side",
    "a = b\\n\\nA = c\\na = d, line 4: ",
    "* = b\\n** = c, line 2: there is nothing on one side",
    "a\u0007 = b, line 1: there is a control character",
  })
  void aWrongLineIsNamed(String text, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("l.txt"), text.replace("\\n", "\n"));
    String message = assertThrows(InputException.class, () -> Lexicon.read(file)).getMessage();
    assertTrue(message.startsWith("The lexicon " + file + ", " + problem), message);
  }

  @Test
  void aLexiconIsUtf8AndOfMeasure() throws IOException {
    Path file = folder.resolve("l.txt");
    Files.write(file, new byte[] {'a', '=', (byte) 0xe4});
    assertTrue(refusal(file).endsWith("is not UTF-8; save it as UTF-8."));
    Files.write(file, new byte[(1 << 20) + 1]);
    assertTrue(refusal(file).endsWith("is longer than 1 MiB."));
    assertTrue(refusal(folder).startsWith("Cannot read the lexicon"));
    Files.writeString(file, "\uFEFFa = b\r\n");
    assertEquals(
        "b", Spelling.NONE.withLexicon(Lexicon.read(file)).apply("a", Locale.ENGLISH).spoken());
  }

  @Test
  void piecesAreFoundInWhatIsWritten() {
    SpelledText text = IN_WORDS.apply("I ran 3.5 km on 12 May. It was 5 °C!", Locale.ENGLISH);
    assertEquals(
        List.of("I ran 3.5 km on", "12 May.", "It was 5 °C", "!"),
        text.written(
            List.of(
                "I ran three point five kilometers on",
                "the twelfth of May.",
                "It was five degrees Celsius",
                "!")));
    // A number that is divided belongs to the piece with its beginning.
    assertEquals(
        List.of("I ran 3.5 km", "on 12 May"),
        text.written(List.of("I ran three point five", "kilometers on the twelfth of May")));
  }

  private static String refusal(Path file) {
    return assertThrows(InputException.class, () -> Lexicon.read(file)).getMessage();
  }
}
