package org.barkdjl.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests may say, and what strangers may not. */
class SpeechOptionTableTest {
  @Test
  void namesAndValuesMakeTheRecord() {
    SpeechOptions options =
        SpeechOptionTable.ofStranger(
            Map.of(
                "voice", "v2/en_speaker_6",
                "seed", "7",
                "top-k", "50",
                "pause", "1s",
                "coarse-window", "600",
                "coarse-history", "120",
                "speakers", "Anna=flite_slt,Bob=flite_rms"));

    assertEquals(Optional.of("v2/en_speaker_6"), options.voice());
    assertEquals(OptionalLong.of(7), options.seed());
    assertEquals(50, options.generation().semantic().sampling().topK());
    assertEquals(50, options.generation().coarse().sampling().topK());
    assertEquals(600, options.generation().coarse().windowLength(), "after the history");
    assertEquals(Duration.ofSeconds(1), options.division().pause());
    assertEquals(Map.of("Anna", "flite_slt", "Bob", "flite_rms"), options.speakers());
    assertEquals(SpeechOptions.DEFAULT, SpeechOptionTable.ofStranger(Map.of()));
  }

  /** Pins what a stranger may set: who adds an option decides here whether it is one. */
  @Test
  void theseAreTheFields() {
    assertEquals(
        List.of(
            "voice",
            "seed",
            "text-temp",
            "waveform-temp",
            "fine-temp",
            "top-k",
            "top-p",
            "min-eos-p",
            "coarse-history",
            "coarse-window",
            "max-seconds",
            "language",
            "spell-out",
            "max-sentence-seconds",
            "pause",
            "speakers"),
        SpeechOptionTable.OPTIONS.names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../mine",
        "v2/../../mine",
        "./mine",
        "mine.npz",
        "MINE.NPZ",
        "a\\b",
        "C:mine",
        "~/mine",
        "file:mine",
        "",
        "a\nb"
      })
  void noStrangerNamesAFile(String voice) {
    assertRefused(Map.of("voice", voice), "A voice is given by its name");
    if (!voice.isEmpty()) {
      assertRefused(Map.of("speakers", "Anna=" + voice), "A voice is given by its name");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "top-k, -1, 'Field ''top-k'': it takes 0 or more, not -1.'",
    "top-p, 0, 'Field ''top-p'': it takes more than 0 and at most 1, not 0.'",
    "seed, x, 'Field ''seed'': it takes a whole number from 0 to 9223372036854775807, not ''x''.'",
    "coarse-window, 139, 'Field ''coarse-window'': coarse window must be'",
    "save-voice, a, 'There is no field ''save-voice''; there are voice, seed,'",
    "--seed, 1, 'There is no field ''--seed'';'"
  })
  void whatIsWrongIsToldAsAField(String name, String value, String message) {
    assertRefused(Map.of(name, value), message);
  }

  /** A range says what is taken: its ends are, and what lies beyond is not. */
  @Test
  void theRangeIsTrue() {
    assertEquals("60 to 630", Range.between(60, 630).toString());
    assertEquals("more than 0", Range.above(0).toString());
    for (int history : List.of(60, 630)) {
      SpeechOptionTable.ofStranger(Map.of("coarse-history", Integer.toString(history)));
    }
    assertRefused(Map.of("coarse-history", "59"), "Field 'coarse-history': it takes 60 to 630");
    assertRefused(Map.of("coarse-history", "631"), "Field 'coarse-history': it takes 60 to 630");
    SpeechOptionTable.ofStranger(Map.of("coarse-history", "60", "coarse-window", "708"));
    assertRefused(Map.of("coarse-window", "709"), "Field 'coarse-window': it takes 1 to 708");
  }

  private static void assertRefused(Map<String, String> fields, String message) {
    InputException e =
        assertThrows(InputException.class, () -> SpeechOptionTable.ofStranger(fields));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
