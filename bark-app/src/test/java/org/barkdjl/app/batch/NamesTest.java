package org.barkdjl.app.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.SafeName;
import org.barkdjl.narration.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "hello, hello",
    "Grüße 世界 ♪, Grüße 世界 ♪",
    "a/b\\c:d*e?f, a_b_c_d_e_f",
    "'<>|\"', ____",
    "../../etc/passwd, _.._.._etc_passwd",
    "., _._",
    "..., _..._",
    ".hidden, _.hidden",
    "-rf, _-rf",
    "'', _",
    "'  spaced  ', spaced",
    "end., end._",
    "CON, _CON",
    "nul.txt, _nul.txt",
    "Com1, _Com1",
    "console, console"
  })
  void idsBecomeSafe(String id, String name) {
    assertEquals(name, SafeName.of(id));
  }

  @Test
  void controlCharactersAndHalvesOfPairsGo() {
    assertEquals("a_b_c_d_e", SafeName.of("a\nb\0c\u2028d\uD800e"));
  }

  @Test
  void composedAndDecomposedLettersAreTheSameName() {
    assertEquals(SafeName.of("\u00e9"), SafeName.of("e\u0301"));
    assertEquals(SafeName.folded("STRASSE"), SafeName.folded("straße"));
    assertEquals(SafeName.folded("Ä"), SafeName.folded("a\u0308"));
  }

  @Test
  void longNamesAreCutBetweenCharactersAndStayDifferent() {
    String first = SafeName.of("𝄞".repeat(300) + "1");
    String second = SafeName.of("𝄞".repeat(300) + "2");

    assertNotEquals(first, second);
    assertTrue(first.getBytes(StandardCharsets.UTF_8).length <= SafeName.MAX_BYTES, first);
    assertTrue(first.startsWith("𝄞𝄞"), first);
    assertFalse(first.contains("?"), first);
    assertEquals(first, SafeName.of("𝄞".repeat(300) + "1"));
  }

  @Test
  void templatesPutValuesIn() {
    NameTemplate template = new NameTemplate("{index}-{id} ({voice}, {seed})");

    assertEquals("000007-a_b (v2_x, 42).wav", template.file("a/b", 7, "v2/x", 42, AudioFormat.WAV));
    assertEquals("000007-$1 (none, -1).wav", template.file("$1", 7, "", -1, AudioFormat.WAV));
    assertEquals("{seed}.wav", NameTemplate.DEFAULT.file("{seed}", 1, "", 5, AudioFormat.WAV));
    assertEquals("a.wav", new NameTemplate("{id}.wav").file("a", 1, "", 5, AudioFormat.WAV));
  }

  @Test
  void numbersLookTheSameEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("000012.wav", new NameTemplate("{index}").file("a", 12, "", 5, AudioFormat.WAV));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "all", "{seed}", "{voice}", "{id}{name}", "sub/{id}", "..\\{id}", "{}"})
  void templatesThatCannotWorkAreRefused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> new NameTemplate(pattern));
  }

  @Test
  void aNameThatAnItemGivesIsNotChangedInSilence() {
    assertEquals("mine ö.wav", given("mine ö.wav"));
    assertEquals("mine.wav", given("mine"));
    for (String bad : new String[] {"../a.wav", "a/b", "/etc/x", ".wav", "nul.wav", "a\nb", ".x"}) {
      assertThrows(IllegalArgumentException.class, () -> given(bad), bad);
    }
  }

  @Test
  void seedsArePinned() {
    assertEquals(Seeds.ofItem(0, "hello"), Seeds.ofItem(0, "hello"));
    assertEquals(2681143029L, Seeds.ofItem(0, "hello"));
    assertNotEquals(Seeds.ofItem(1, "hello"), Seeds.ofItem(0, "hello"));
    assertEquals(9, Seeds.ofAttempt(9, 1));
    assertEquals(1042829317L, Seeds.ofAttempt(9, 2));
  }

  @Test
  void shardsShareOutEverythingOnce() {
    for (int id = 0; id < 1000; id++) {
      int holders = 0;
      for (int shard = 1; shard <= 3; shard++) {
        holders += new Shard(shard, 3).holds("item " + id) ? 1 : 0;
      }
      assertEquals(1, holders);
    }
    assertTrue(Shard.parse("1/2").holds("hello") != Shard.parse("2/2").holds("hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2", "1/9999999999"})
  void badShardsAreRefused(String value) {
    assertThrows(IllegalArgumentException.class, () -> Shard.parse(value));
  }

  @Test
  void endingsTellTheFormatOfGivenNames() {
    assertEquals(new OutputName("a.Mp3", AudioFormat.MP3), given("a.Mp3", null));
    assertEquals(new OutputName("a.flac", AudioFormat.FLAC), given("a", AudioFormat.FLAC));
    assertEquals(new OutputName("a.OGG", AudioFormat.OPUS), given("a.OGG", AudioFormat.OPUS));
    assertEquals(new OutputName("a.wav", AudioFormat.WAV24), given("a.wav", AudioFormat.WAV24));
    assertEquals(new OutputName("a.txt.wav", AudioFormat.WAV), given("a.txt", null));
    String message =
        assertThrows(IllegalArgumentException.class, () -> given("a.wav", AudioFormat.FLAC))
            .getMessage();
    assertEquals("the ending of 'a.wav' is not that of flac, the format of all", message);
    assertEquals("a.opus", new NameTemplate("{id}").file("a", 1, "", 1, AudioFormat.OPUS));
    assertEquals("a.ogg", new NameTemplate("{id}.ogg").file("a", 1, "", 1, AudioFormat.OPUS));
    assertEquals(Optional.of(AudioFormat.OPUS), new NameTemplate("{id}.ogg").format());
  }

  private static String given(String name) {
    return given(name, null).file();
  }

  private static OutputName given(String name, AudioFormat asked) {
    return OutputName.given(
        name, Optional.ofNullable(asked), asked == null ? AudioFormat.WAV : asked);
  }
}
