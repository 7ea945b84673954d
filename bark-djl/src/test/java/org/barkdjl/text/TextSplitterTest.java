package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSplitterTest {
  private static final String CHARACTERS =
      "aZ é.,!?…;:— \n\n\t'\"“”«»()[]♪-/0129你。，、「」日本ひらカ한국어हिन्दी।Жд😀👍🏽\u200b\u0301\u00a0\u2029\r";

  /** Two sentences each, and after the bar their first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Dr. Smith met J. R. Tolkien at 3 p.m. on the 5th of May. They talked for 2.5 hours. | Dr. Smith met J. R. Tolkien at 3 p.m. on the 5th of May.",
        "en | \"Stop right there!\" he shouted at them. Nobody moved a finger. | \"Stop right there!\" he shouted at them.",
        "en | Well… maybe I should not have come here. You never know. | Well… maybe I should not have come here.",
        "de | Das ist z. B. Herr Dr. Müller aus der Bahnhofstr. in Berlin. Er wohnt schon lange hier. | Das ist z. B. Herr Dr. Müller aus der Bahnhofstr. in Berlin.",
        "fr | M. Dupont a dit : « Bonjour à tous ! » avant de partir. Il est parti hier. | M. Dupont a dit : « Bonjour à tous ! » avant de partir.",
        "es | El Sr. García preguntó: ¿cómo están ustedes? ¡Muy bien, muchas gracias! | El Sr. García preguntó: ¿cómo están ustedes?",
        "it | Il dott. Rossi è arrivato in ritardo stamattina. Nessuno lo aspettava più. | Il dott. Rossi è arrivato in ritardo stamattina.",
        "pt | O Sr. Silva mora em Lisboa há muitos anos. Ele gosta muito da cidade. | O Sr. Silva mora em Lisboa há muitos anos.",
        "pl | Nazywam się Jan Kowalski i mieszkam w Warszawie. Lubię tutaj mieszkać. | Nazywam się Jan Kowalski i mieszkam w Warszawie.",
        "ru | Меня зовут Анна, и я живу в Москве. А вы откуда приехали? | Меня зовут Анна, и я живу в Москве.",
        "tr | Bugün hava çok güzel, değil mi? Parka gidip yürüyelim. | Bugün hava çok güzel, değil mi?",
        "hi | मेरा नाम सुनो है और मैं दिल्ली में रहता हूँ। आप कैसे हैं? | मेरा नाम सुनो है और मैं दिल्ली में रहता हूँ।",
        "ja | 今日は「とても」いい天気ですね。明日も晴れるでしょう。 | 今日は「とても」いい天気ですね。",
        "zh | 今天的天气非常好,我们去公园吧!你觉得怎么样? | 今天的天气非常好,我们去公园吧!",
        "zh | 他说：“我们明天见。”然后就走了。没有人知道为什么。 | 他说：“我们明天见。”",
        "ko | 안녕하세요, 제 이름은 수노입니다. 만나서 반갑습니다. | 안녕하세요, 제 이름은 수노입니다.",
      })
  void cutsBehindTheFirstSentence(String language, String text, String first) {
    assertEquals(first, breaks(text, language).get(0));
  }

  @Test
  void whatFitsStaysWhole() {
    String text = "One. Two!\n\nThree? [laughs] ♪ La. La. ♪";
    assertEquals(List.of(text), split(text, 60));
    assertEquals(List.of(), split(" \n\u00a0\u2029 ", 60));
    assertEquals(List.of("..."), split(" ... ", 60));
  }

  @Test
  void paragraphsAndLinesAreNotTheSame() {
    String text = "Chapter one\r\n\r\nIt was late\nand very dark.\n \nThe end of the road.";
    assertEquals(
        List.of("Chapter one", "It was late\nand very dark.", "The end of the road."),
        split(text, 2.5));
  }

  @Test
  void sentencesAreMergedIntoEvenPieces() {
    String sentence = "This is a sentence of nearly three seconds.";
    List<String> pieces = split((sentence + " ").repeat(9), 12);
    assertEquals(3, pieces.size());
    for (String piece : pieces) {
      assertEquals(String.join(" ", sentence, sentence, sentence), piece);
    }
  }

  @Test
  void aLongSentenceIsCutAtClausesAndThenAtWords() {
    assertEquals(
        List.of(
            "when the long night was over and the sun came up,",
            "the people left their houses; nobody said a word"),
        split(
            "when the long night was over and the sun came up, the people left their houses;"
                + " nobody said a word",
            3.3));
    for (String piece : split("well-known words without an end ".repeat(40), 3)) {
      assertTrue(
          piece.matches("(well-known|words|without|an|end|\\s)+"), () -> "cut through: " + piece);
    }
  }

  @Test
  void tagsAndSongsAreKeptWhole() {
    String text =
        "So I told him everything about it. [clears throat] And then, ♪ oh. How I. Love. ♪ he went"
            + " away [laughs, loudly] forever";
    List<String> pieces = split(text, 2.5);
    assertTrue(pieces.stream().anyMatch(p -> p.contains("♪ oh. How I. Love. ♪")), pieces::toString);
    assertTrue(pieces.stream().anyMatch(p -> p.contains("[laughs, loudly]")), pieces::toString);
    assertTrue(pieces.size() > 3, pieces::toString);
  }

  @Test
  void ornamentsAreNotSpokenAlone() {
    String text = "The end of the first scene.\n\n* * *\n\nThe next scene begins here.";
    assertEquals(
        List.of("The end of the first scene.\n\n* * *", "The next scene begins here."),
        split(text, 2.5));
    assertEquals(
        "* * *\n\nThe first words of it.",
        split("* * *\n\nThe first words of it.\n\nMore words follow here now.", 2.5).get(0));
  }

  @Test
  void wordsWithoutEndAreCutSomewhere() {
    List<String> pieces = split("a".repeat(10_000) + "😀".repeat(1_000), 12);
    assertTrue(pieces.size() > 50);
    pieces.forEach(piece -> assertTrue(piece.length() <= 512));
    split("e" + "\u0301".repeat(5_000), 1).forEach(piece -> assertTrue(piece.length() < 257));
  }

  @Test
  void aBookIsSplitAtOnce() {
    String paragraph =
        "It was a dark night, and [sighs] nobody came. He waited… and waited! ♪ La ♪ ";
    String book = (paragraph.repeat(10) + "\n\n").repeat(1_400);
    assertTrue(book.length() > 1_000_000);
    assertEquals(squeezed(book), squeezed(String.join("", split(book, 12))));
  }

  @Test
  void nothingIsLostOrMovedAndEveryPieceFits() {
    Random random = new Random(7);
    int[] points = CHARACTERS.codePoints().toArray();
    try (PromptTokenizer tokenizer = PromptTokenizer.open()) {
      for (int round = 0; round < 400; round++) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(round < 300 ? 80 : 1_500);
        for (int i = 0; i < length; i++) {
          boolean letter = random.nextInt(3) > 0;
          text.appendCodePoint(
              letter ? 'a' + random.nextInt(26) : points[random.nextInt(points.length)]);
        }
        double seconds = 1 + random.nextInt(30);
        List<String> pieces = split(text.toString(), seconds);
        assertEquals(squeezed(text.toString()), squeezed(String.join("", pieces)));
        for (String piece : pieces) {
          assertEquals(TextNormalizer.trim(piece), piece);
          assertEquals(0, tokenizer.encode(piece).dropped(), piece);
        }
      }
    }
  }

  @Test
  void everyTextIsWithinTheTokenLimitEvenIfSpokenSlowly() {
    List<String> pieces = split("我们明天去公园玩".repeat(400), 1000);
    try (PromptTokenizer tokenizer = PromptTokenizer.open()) {
      pieces.forEach(piece -> assertEquals(0, tokenizer.encode(piece).dropped()));
    }
    assertTrue(pieces.size() <= 14, "" + pieces.size());
  }

  @Test
  void refusesPiecesThatAreTooShort() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TextSplitter(Locale.ROOT, Duration.ofMillis(999)));
  }

  private static List<String> split(String text, double seconds) {
    return new TextSplitter(Locale.ENGLISH, Duration.ofMillis(Math.round(seconds * 1000)))
        .split(text);
  }

  /** The sentences themselves, before they are merged. */
  private static List<String> breaks(String text, String language) {
    BreakFinder breaks =
        new BreakFinder(
            text, Locale.forLanguageTag(language), new UncutSpans(text, (s, e) -> true));
    int[] places = breaks.within(BreakFinder.Level.SENTENCE, 0, text.length());
    return IntStream.range(1, places.length)
        .mapToObj(i -> text.substring(places[i - 1], places[i]).strip())
        .toList();
  }

  private static String squeezed(String text) {
    return text.codePoints()
        .filter(point -> !TextNormalizer.isPythonSpace(point))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
