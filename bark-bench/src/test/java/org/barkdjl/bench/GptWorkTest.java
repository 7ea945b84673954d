package org.barkdjl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.device.Precision;
import org.junit.jupiter.api.Test;

/** Against sums done by hand. */
class GptWorkTest {
  private static final GptConfig SMALL = new GptConfig(12, 12, 768, 1024, 12_096, 12_096);

  @Test
  void decodingReadsWeightsHeadAndCache() {
    double weights = 12.0 * 12 * 768 * 768; // 84.9 million
    double head = 1024 * 768 * 4.0;
    double cache = 2.0 * 12 * 514 * 768 * 4;
    assertEquals(weights + head + cache, work(Precision.INT8, false).decodeBytes(513, 1024, 1));
    assertEquals(
        4 * weights + head + 8 * cache, work(Precision.FP32, false).decodeBytes(513, 1024, 8));
    assertEquals(
        2 * weights + head / 2 + cache / 2, work(Precision.FP16, true).decodeBytes(513, 1024, 1));
  }

  @Test
  void aPromptNeedsOnlyKeysAndValuesOfTheLastLayer() {
    double layer = 2 * 256.0 * 12 * 768 * 768 + 2 * 256.0 * 256 * 768;
    double last = 2 * 256.0 * 2 * 768 * 768;
    assertEquals(11 * layer + last, work(Precision.FP32, false).prefillFlops(256), 1);
  }

  @Test
  void aPassThatDrawsHalfTheFramesSavesInTheLastLayer() {
    GptWork work = work(Precision.FP32, false);
    double layer = 2 * 1024.0 * 12 * 768 * 768 + 4 * 1024.0 * 1024 * 768;
    double head = 2 * 1024.0 * 1024 * 768;
    assertEquals(12 * layer + head, work.fineFlops(1024, 1024, 1024), 1);
    double saved = 2 * 512.0 * 10 * 768 * 768 + 4 * 1024.0 * 512 * 768 + head / 2;
    assertEquals(12 * layer + head - saved, work.fineFlops(1024, 512, 1024), 1);
  }

  private static GptWork work(Precision precision, boolean gpu) {
    return new GptWork(SMALL, precision, gpu);
  }
}
