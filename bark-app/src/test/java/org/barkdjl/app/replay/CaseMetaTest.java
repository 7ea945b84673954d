package org.barkdjl.app.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.decode.Sampling;
import org.barkdjl.error.InputException;
import org.barkdjl.semantic.SemanticOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseMetaTest {
  private static final String ALL =
      """
      {"id": "x", "text": "Dreißig ♪", "sampler": "uniform", "margins": {"a": [1, {"b": 2}]},
       "semantic": {"temp": 0.8, "top_k": 50, "top_p": 0.95, "min_eos_p": 0.05,
                    "allow_early_stop": false, "max_gen_duration_s": 2.06},
       "coarse": {"temp": 0.9, "top_k": 40, "top_p": 0.9, "max_coarse_history": 300,
                  "sliding_window_len": 40},
       "fine": {"temp": 0.5}}
      """;

  @Test
  void everyParameterIsTaken() {
    CaseMeta meta = parse(ALL);

    assertEquals("Dreißig ♪", meta.text());
    assertFalse(meta.argMax());
    assertEquals(
        new SemanticOptions(
            new Sampling(0.8, 50, 0.95, false),
            false,
            OptionalDouble.of(0.05),
            OptionalDouble.of(2.06)),
        meta.semanticOptions());
    assertEquals(
        new CoarseOptions(new Sampling(0.9, 40, 0.9, false), 300, 40), meta.coarseOptions());
    assertEquals(0.5, meta.fineOptions().temperature());
  }

  @Test
  void whatIsNullIsOff() {
    CaseMeta meta =
        parse(
            """
            {"text": "x", "sampler": "uniform",
             "semantic": {"temp": 0.7, "top_k": null, "top_p": null, "min_eos_p": null,
                          "allow_early_stop": true, "max_gen_duration_s": null},
             "coarse": {"temp": 0.7, "top_k": null, "top_p": null, "max_coarse_history": 630,
                        "sliding_window_len": 60},
             "fine": {"temp": null}}
            """);

    assertEquals(
        new SemanticOptions(
            new Sampling(0.7, 0, 1, false), true, OptionalDouble.empty(), OptionalDouble.empty()),
        meta.semanticOptions());
    assertEquals(CoarseOptions.DEFAULT, meta.coarseOptions());
    assertEquals(0, meta.fineOptions().temperature());
  }

  @Test
  void argMaxGoesToEveryStage() {
    CaseMeta meta = parse(ALL.replace("uniform", "argmax"));

    assertTrue(meta.argMax());
    assertTrue(meta.semanticOptions().sampling().isGreedy());
    assertEquals(0.8, meta.semanticOptions().sampling().temperature());
    assertTrue(meta.coarseOptions().sampling().isGreedy());
    assertEquals(0, meta.fineOptions().temperature());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"text\": ",
        "\u0000",
        "{\"text\": 1, \"sampler\": \"uniform\", \"semantic\": 3, \"coarse\": {}, \"fine\": {}}",
        "{\"text\": \"x\", \"sampler\": \"dice\", \"semantic\": {}, \"coarse\": {}, \"fine\": {}}",
      })
  void anythingElseIsRefused(String json) {
    InputException e = assertThrows(InputException.class, () -> parse(json));
    assertTrue(e.getMessage().startsWith("case.npz"), e.getMessage());
  }

  @Test
  void deepNestingIsRefusedOrSkippedButDoesNoHarm() {
    String deep = "[".repeat(100_000);
    assertThrows(InputException.class, () -> parse("{\"text\": " + deep));
    assertThrows(InputException.class, () -> parse("{\"other\": " + deep));
  }

  private static CaseMeta parse(String json) {
    return CaseMeta.parse(json.getBytes(StandardCharsets.UTF_8), "case.npz, member meta");
  }
}
