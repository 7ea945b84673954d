package org.barkdjl.narration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;
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
  void silenceAtTheEndIsCutButForAMoment() {
    float[] samples = new float[24_000];
    samples[11_999] = 0.5f;
    samples[20_000] = 0.001f;
    Take cut = attempt(samples).withoutTrailingSilence();
    assertEquals(Duration.ofMillis(650), cut.duration());
    assertEquals(0.5f, cut.samples()[11_999]);
    samples[23_999] = -0.5f;
    assertEquals(24_000, attempt(samples).withoutTrailingSilence().samples().length);
  }

  private static Take attempt(float[] samples) {
    BarkTokens tokens = new BarkTokens(new int[0], new int[0], new int[2][0], new int[8][0]);
    return Take.of(
        1, new BarkResult(samples, 24_000, OptionalLong.of(1), tokens, Map.of(), List.of()));
  }
}
