package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told about the surroundings. */
class InfoIT {
  @Test
  void infoTellsDevicesModelsAndFolders() throws Exception {
    BarkProcess.Outcome outcome = BarkProcess.run("info");

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.err());
    assertTrue(outcome.text().matches("(?s).*device cpu +usable: .*"), outcome.text());
    assertTrue(outcome.text().contains("model nano "), outcome.text());
    assertTrue(outcome.text().contains(BarkProcess.HOME.toString()), outcome.text());
  }

  @Test
  void aLibtorchThatIsElsewhereIsTold(@TempDir Path folder) throws Exception {
    assertEquals(0, BarkProcess.run("info").status()); // it is unpacked
    Path unpacked;
    try (Stream<Path> natives = Files.list(BarkProcess.HOME.resolve("native"))) {
      unpacked =
          natives
              .filter(path -> path.getFileName().toString().startsWith("libtorch-"))
              .findFirst()
              .orElseThrow();
    }
    Path elsewhere = Files.createSymbolicLink(folder.resolve("torch"), unpacked);

    BarkProcess.Outcome outcome =
        BarkProcess.run(
            new byte[0],
            BarkProcess.HOME,
            Map.of(
                "PYTORCH_LIBRARY_PATH", elsewhere.toString(),
                "PYTORCH_VERSION", "2.7.1",
                "PYTORCH_FLAVOR", "cpu"),
            "info");

    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(
        outcome.text().matches("(?s).*\nlibtorch +2.7.1 cpu, in " + elsewhere + "\n.*"),
        outcome.text());
  }

  @Test
  void theConfigurationIsTold(@TempDir Path folder) throws Exception {
    Path file = Files.createDirectory(folder.resolve("bark-djl")).resolve("bark.properties");
    Files.writeString(file, "voice=flite_rms\ntext-temp=0.6\n");
    Map<String, String> environment =
        Map.of("XDG_CONFIG_HOME", folder.toString(), "BARK_TEXT_TEMP", "0.5");
    BarkProcess.Outcome outcome =
        BarkProcess.run(new byte[0], BarkProcess.HOME, environment, "info", "--config");

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.err());
    String text = outcome.text().replaceAll(" +", " ");
    assertTrue(text.contains("your file " + file + "\n"), text);
    assertTrue(text.contains("\nvoice flite_rms your file, line 1\n"), text);
    assertTrue(text.contains("\ntext-temp 0.5 variable BARK_TEXT_TEMP\n"), text);
    assertTrue(text.matches("(?s).*\nfine-temp 0.5 defaults file, line \\d+\n.*"), text);
  }

  @Test
  void oneVoiceIsShown() throws Exception {
    BarkProcess.Outcome list = BarkProcess.run("voices");
    assertEquals(0, list.status(), list::toString);
    String name = list.text().lines().skip(1).findFirst().orElseThrow().split("  ", 2)[0];

    BarkProcess.Outcome one = BarkProcess.run("voices", name);

    assertEquals(0, one.status(), one::toString);
    assertTrue(one.text().contains(name), one.text());
    assertTrue(one.text().contains("semantic tokens"), one.text());
    assertEquals(5, BarkProcess.run("voices", "no-such-voice").status());
  }
}
