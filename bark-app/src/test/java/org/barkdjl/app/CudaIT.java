package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.device.NvidiaDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is for GPUs, as far as it can be run without one. */
class CudaIT {
  @TempDir Path folder;

  @Test
  void theSameCheckRunsOnACpu() throws Exception {
    Path json = folder.resolve("check.json");
    BarkProcess.Outcome outcome =
        BarkProcess.run(
            "cuda",
            "check",
            "--quick",
            "--device",
            "cpu",
            "--golden",
            "src/test/golden",
            "--json",
            json.toString());

    assertEquals(0, outcome.status(), outcome.text() + outcome.err());
    assertEquals("", outcome.err());
    for (String check :
        new String[] {
          "recording d01_plain.npz",
          "recording d03_prompt.npz",
          "fp32 as on a CPU",
          "together as alone",
          "cancelling",
          "memory",
          "offloaded as not",
          "fp16 and fp32",
          "logits of fp16 and fp32"
        }) {
      assertTrue(outcome.text().contains("\nok      " + check + ": "), outcome.text());
    }
    assertFalse(outcome.text().contains("FAILED"), outcome.text());
    assertTrue(Files.readString(json).contains("\"check\":\"cancelling\",\"ok\":true"));
  }

  @Test
  void whatIsMissingIsOneSentence() throws Exception {
    assumeFalse(NvidiaDriver.probe().there());
    BarkProcess.Outcome outcome = BarkProcess.run("cuda", "check");

    assertEquals(4, outcome.status(), outcome::toString);
    assertEquals(
        "bark: CUDA cannot be used: there is no NVIDIA driver (its library libcuda.so.1 cannot be loaded). Use --device cpu.\n",
        outcome.err());
    BarkProcess.Outcome info = BarkProcess.run("info");
    assertTrue(info.text().matches("(?s).*\nlibtorch +2\\.7\\.1 cpu, in .*"), info.text());
    assertTrue(info.text().matches("(?s).*\nNVIDIA driver +none\n.*"), info.text());
  }
}
