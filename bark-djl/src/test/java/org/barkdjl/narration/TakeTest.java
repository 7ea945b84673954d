package org.barkdjl.narration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;
import org.junit.jupiter.api.Test;

class TakeTest {
  @Test
  void silenceAtTheEndIsCutButForAMoment() {
    float[] samples = new float[24_000];
    samples[11_999] = 0.5f;
    samples[20_000] = 0.001f;
    Take cut = take(samples).withoutTrailingSilence();
    assertEquals(Duration.ofMillis(650), cut.duration());
    assertEquals(0.5f, cut.samples()[11_999]);
    samples[23_999] = -0.5f;
    assertEquals(24_000, take(samples).withoutTrailingSilence().samples().length);
  }

  private static Take take(float[] samples) {
    BarkTokens tokens =
        new BarkTokens(new int[0], new int[0], new int[2][0], new int[8][0], Optional.empty());
    return Take.of(
        1, new BarkResult(samples, 24_000, OptionalLong.of(1), tokens, Map.of(), false, List.of()));
  }
}
