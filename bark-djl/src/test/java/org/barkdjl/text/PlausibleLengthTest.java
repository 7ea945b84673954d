package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlausibleLengthTest {
  @Test
  void ordinarySpeechIsPlausibleAndTailsAreNot() {
    PlausibleLength length = PlausibleLength.of("Hello, my name is Suno. And I like pizza.");
    assertTrue(length.holds(Duration.ofMillis(2_500)));
    assertTrue(length.holds(Duration.ofSeconds(5)));
    assertFalse(length.holds(Duration.ofMillis(500)));
    assertFalse(length.holds(Duration.ofSeconds(14)));
    assertTrue(PlausibleLength.of("Yes.").holds(Duration.ofSeconds(1)));
    assertFalse(PlausibleLength.of("Yes.").holds(Duration.ofSeconds(6)));
    String song = "♪ Row, row, row your boat gently ♪";
    assertTrue(PlausibleLength.of(song).holds(Duration.ofSeconds(9)));
  }

  @Test
  void whatIsCutOnPurposeIsNotTooShort() {
    PlausibleLength length = new PlausibleLength(Duration.ofSeconds(2), Duration.ofSeconds(5));
    assertTrue(length.cutAt(Duration.ofSeconds(1)).holds(Duration.ofSeconds(1)));
    assertEquals(length, length.cutAt(Duration.ofSeconds(9)));
  }

  @Test
  void theDistanceIsThatToTheNearerBound() {
    PlausibleLength length = new PlausibleLength(Duration.ofSeconds(2), Duration.ofSeconds(5));
    assertEquals(Duration.ofSeconds(1), length.distance(Duration.ofSeconds(1)));
    assertEquals(Duration.ZERO, length.distance(Duration.ofSeconds(5)));
    assertEquals(Duration.ofSeconds(3), length.distance(Duration.ofSeconds(8)));
    assertEquals("2.0 to 5.0 s", length.toString());
  }

  @Test
  void aLengthOutsideIsDoubted() {
    PlausibleLength length = new PlausibleLength(Duration.ofSeconds(2), Duration.ofSeconds(5));
    assertEquals(Optional.empty(), length.doubtAbout(Duration.ofSeconds(3)));
    assertEquals(
        "The audio is 1.2 s long, where 2.0 to 5.0 s are plausible for the text: words may be"
            + " missing. Another seed may help.",
        length.doubtAbout(Duration.ofMillis(1_200)).orElseThrow());
    assertTrue(length.doubtAbout(Duration.ofSeconds(9)).orElseThrow().contains("not in the text"));
  }
}
