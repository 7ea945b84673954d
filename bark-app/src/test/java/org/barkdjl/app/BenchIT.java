package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark, as short as it can be. */
class BenchIT {
  @TempDir Path folder;

  @Test
  void theTableGoesToStandardOutputAndTheFiguresToAFile() throws Exception {
    Path json = folder.resolve("figures.json");

    BarkProcess.Outcome outcome =
        BarkProcess.run(
            ("bench --stages codec --seconds 0.2 --runs 1 --threads 1 -q --json " + json)
                .split(" "));

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.err());
    assertTrue(outcome.text().startsWith("model nano on cpu"), outcome.text());
    assertTrue(outcome.text().matches("(?s).*\ncodec +decode 0.2 s +fp32 .*"), outcome.text());
    assertTrue(Files.readString(json).contains("\"work\": \"decode 0.2 s\""));
  }
}
