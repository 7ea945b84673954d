package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  @Test
  void distanceCountsSlips() {
    assertEquals(0, Suggestion.distance("voice", "voice"));
    assertEquals(1, Suggestion.distance("vocie", "voice"));
    assertEquals(1, Suggestion.distance("voce", "voice"));
    assertEquals(1, Suggestion.distance("voicee", "voice"));
    assertEquals(1, Suggestion.distance("voise", "voice"));
    assertEquals(5, Suggestion.distance("", "voice"));
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
