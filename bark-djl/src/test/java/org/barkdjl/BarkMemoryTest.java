package org.barkdjl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.barkdjl.device.KernelFile;
import org.barkdjl.device.Precision;
import org.barkdjl.semantic.SemanticOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generating again and again takes no more memory. */
class BarkMemoryTest {
  /** What Java's heap, too, may still grow by. */
  private static final long SLACK_BYTES = 128L << 20;

  private static final BarkRequest SHORT =
      BarkRequest.of("One.")
          .withSemantic(
              SemanticOptions.DEFAULT.withMaxDuration(Optional.of(Duration.ofMillis(200))));

  @Test
  @Tag("slow")
  void memoryIsLevelOverGenerations() throws IOException {
    assumeTrue(KernelFile.PROCESS.isThere(), "only Linux tells it");
    try (Bark bark = Nano.open(Precision.FP32)) {
      generate(bark, 10);
      long warm = residentBytes();
      generate(bark, 40);
      long grown = residentBytes() - warm;
      assertTrue(grown < SLACK_BYTES, "grown by " + grown + " bytes");
    }
  }

  private static void generate(Bark bark, int times) {
    for (int i = 0; i < times; i++) {
      bark.generate(SHORT.withSeed(i));
    }
  }

  private static long residentBytes() throws IOException {
    return KernelFile.PROCESS.bytes("VmRSS").orElseThrow();
  }
}
