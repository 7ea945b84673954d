package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Utils;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTokenizerTest {
  private static PromptTokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = PromptTokenizer.open();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void upTo256TokensAllAreUsed() {
    PromptTokens tokens = tokenizer.encode("a ".repeat(256));

    assertEquals(256, tokens.ids().length);
    assertArrayEquals(tokens.allIds(), tokens.ids());
    assertEquals(0, tokens.dropped());
    assertEquals(List.of(), tokens.warnings());
  }

  @Test
  void whatDoesNotFitIsCountedAndQuoted() {
    PromptTokens tokens = tokenizer.encode("a ".repeat(256) + "and five words more here");

    assertEquals(256, tokens.ids().length);
    assertEquals(261, tokens.allIds().length);
    assertEquals(5, tokens.dropped());
    assertEquals(
        "The text has 261 tokens and at most 256 are spoken at once: the last 5, from"
            + " \"and five words more here\" on, are left out; split the text.",
        tokens.warnings().get(0));
  }

  @Test
  void whatTheModelDoesNotKnowIsSaid() {
    for (String unknown : List.of("😀🐍🏽", "𐍈𐍈 𐍈")) {
      assertEquals(1, tokenizer.encode(unknown).warnings().size(), unknown);
    }
    assertTrue(tokenizer.encode("lone \uD800 one.").warnings().get(0).contains("half a character"));
    assertEquals(List.of(), tokenizer.encode("Hello 🦄 there.").warnings());
  }

  @Test
  void theQuoteStartsAtTheWordThatIsCut() {
    // "laughs" is three tokens, of which one would fit; an emoji before it is one token, two chars.
    assertQuoted("laughs", "😀 ".repeat(100) + "a ".repeat(155) + "laughs");
    assertQuoted("中文", "中".repeat(256) + "中文");
    assertQuoted("late\u0301", "cafe\u0301 ".repeat(256) + "late\u0301");
  }

  @Test
  void aLongQuoteIsShortened() {
    assertQuoted(
        "one two three four five six seven eight nine ten eleven…",
        "a ".repeat(256)
            + "one two three four five six seven eight nine ten eleven twelve "
            + "thirteen");
    assertQuoted("b" + "😀".repeat(29) + "…", "a ".repeat(256) + "b" + "😀".repeat(90));
    assertQuoted("[31mred", "a ".repeat(256) + "\u001B[31mred\u0007");
  }

  private static void assertQuoted(String expected, String text) {
    String warning = tokenizer.encode(text).warnings().get(0);

    assertTrue(warning.contains("from \"" + expected + "\" on"), warning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B", "\uD800", "\u0000\u0007", "\uFFFD \uE000"})
  void textOfWhichNothingIsLeftIsRefused(String text) {
    assertThrows(InputException.class, () -> tokenizer.encode(text));
  }

  @Test
  void halfASurrogatePairIsNoPartOfAWord() {
    assertArrayEquals(tokenizer.encode("sloth").allIds(), tokenizer.encode("slo\uD83Dth").allIds());
  }

  @ParameterizedTest
  @Tag("slow")
  @ValueSource(strings = {"中", "!", "word ", "e\u0301", "x"})
  void theLongestTextTakesSeconds(String unit) {
    String text = unit.repeat(PromptTokenizer.MAX_CHARS / unit.length());

    int[] ids =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> tokenizer.encode(text).ids());

    assertTrue(ids.length == 256 || ids.length == 1);
  }

  @Test
  void aLongerTextIsRefused() {
    InputException refusal =
        assertThrows(InputException.class, () -> tokenizer.encode("中".repeat(5_000_000)));

    assertEquals(
        "The text has 5000000 characters, and one prompt is looked at up to 200000: split the"
            + " text.",
        refusal.getMessage());
  }

  @Test
  void threadsMayShareIt() {
    int[] expected = tokenizer.encode("Je ne sais quoi, 今天 [laughs]").allIds();

    boolean allEqual =
        IntStream.range(0, 2000)
            .parallel()
            .allMatch(
                i ->
                    Arrays.equals(
                        expected, tokenizer.encode("Je ne sais quoi, 今天 [laughs]").allIds()));

    assertTrue(allEqual);
  }

  @Test
  void closedItRefusesToWork() {
    PromptTokenizer closed = PromptTokenizer.open();
    closed.close();
    closed.close();

    assertThrows(IllegalStateException.class, () -> closed.encode("hello"));
  }

  @Test
  void djlIsToldToStayLocal() {
    assertEquals("true", Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING"));
    assertEquals("cpu", Utils.getEnvOrSystemProperty("RUST_FLAVOR"));
  }

  @Test
  void idsAreCopies() {
    PromptTokens tokens = tokenizer.encode("hello");
    Arrays.fill(tokens.allIds(), 0);

    assertArrayEquals(new int[] {61694, 10133}, tokens.allIds());
  }
}
