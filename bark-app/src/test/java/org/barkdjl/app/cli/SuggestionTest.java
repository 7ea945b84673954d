package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  @ParameterizedTest
  @ValueSource(strings = {"voice", "vocie", "voce", "voicee", "voise"})
  void aLetterTooManyTooFewWrongOrInTheOthersPlaceIsOneSlip(String word) {
    assertEquals(Optional.of("voice"), Suggestion.of(word, List.of("voice"), 1));
  }

  @Test
  void theNearestWithinTheLimitIsTaken() {
    List<String> names = List.of("--top-k", "--top-p", "--seed");

    assertEquals(Optional.of("--seed"), Suggestion.of("--sede", names, 2));
    assertEquals(Optional.of("--top-p"), Suggestion.of("--topp-p", names, 2));
    assertEquals(Optional.empty(), Suggestion.of("--voice", names, 2));
    assertEquals(Optional.empty(), Suggestion.of("x".repeat(1 << 20), names, 2));
  }
}
