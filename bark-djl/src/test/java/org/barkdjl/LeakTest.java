package org.barkdjl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.barkdjl.device.Precision;
import org.barkdjl.semantic.SemanticOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fifty generations leave nothing behind, neither in libtorch nor on the Java side. */
@Tag("slow")
class LeakTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int GENERATIONS = 50;

  /** One leaked key/value cache of nano is above 6 MB: fifty of them are far above this. */
  private static final long ALLOWED_KILOBYTES = 100_000;

  @Test
  void memoryAndArraysDoNotGrow() throws Exception {
    assumeTrue(Files.exists(STATUS), "needs Linux");
    SemanticOptions shortly =
        SemanticOptions.DEFAULT
            .withAllowEnd(false) // or a seed might say nothing
            .withMaxDuration(Optional.of(Duration.ofMillis(200)));
    BarkRequest request = BarkRequest.of("One two three.").withSemantic(shortly);
    try (Bark bark = Nano.open(Precision.INT8)) {
      generate(bark, request, 10);
      long kilobytes = residentKilobytes();
      long arrays = liveInstances("ai.djl.pytorch.engine.PtNDArray");
      long managers = liveInstances("ai.djl.pytorch.engine.PtNDManager");

      generate(bark, request, GENERATIONS);

      long grown = residentKilobytes() - kilobytes;
      assertTrue(grown < ALLOWED_KILOBYTES, () -> "resident memory grew by " + grown + " kB");
      assertNoMore(arrays, "ai.djl.pytorch.engine.PtNDArray");
      assertNoMore(managers, "ai.djl.pytorch.engine.PtNDManager");
    }
  }

  private static void generate(Bark bark, BarkRequest request, int times) {
    for (int i = 0; i < times; i++) {
      assertTrue(bark.generate(request.withSeed(i)).samples().length > 0);
    }
  }

  /** Fewer are fine: those of earlier tests may go only now. */
  private static void assertNoMore(long before, String type) throws JMException {
    long after = liveInstances(type);
    assertTrue(after <= before, () -> type + ": " + before + " instances became " + after);
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Instances that are reachable after a full collection. */
  static long liveInstances(String type) throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return histogram
        .toString()
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(columns -> columns.length >= 4 && columns[3].equals(type))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .findFirst()
        .orElse(0);
  }
}
