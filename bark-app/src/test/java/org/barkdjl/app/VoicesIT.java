package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.barkdjl.audio.WavFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Voices found, kept, shown and spoken with. */
class VoicesIT {
  @TempDir Path folder;

  @Test
  void aVoiceIsFoundKeptAndSpokenWith() throws Exception {
    Path found = folder.resolve("found");
    String[] find = {"voices", "find", "--text", "Good morning.", "--count=2", "--dir", found + ""};
    BarkProcess.Outcome outcome = bark(find);

    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(Files.exists(found.resolve("index.html")));
    String voice = found.resolve("voice-take2.npz").toString();
    BarkProcess.Outcome kept = bark("voices", "add", voice, "--name=anna");
    assertEquals(0, kept.status(), kept::toString);
    assertEquals("Kept " + folder.resolve("bark-djl/voices/anna.npz") + "\n", kept.text());
    assertEquals(5, bark("voices", "add", voice, "--name=anna").status(), "it is there already");

    assertTrue(bark("voices").text().contains("anna"));
    assertEquals(bark("voices").text(), bark("voices", "list").text());
    Path wav = folder.resolve("anna.wav");
    BarkProcess.Outcome shown = bark("voices", "show", "anna", "-o", wav.toString());
    assertEquals(0, shown.status(), shown::toString);
    assertTrue(shown.text().contains("; voice=none; seed="), shown.text());
    assertTrue(shown.text().contains("; text=Good morning."), shown.text());
    assertEquals(
        WavFile.read(found.resolve("voice-take2.wav")).duration(), WavFile.read(wav).duration());
    Path png = folder.resolve("anna.png");
    assertEquals(0, bark("voices", "show", "anna", "-o", png.toString()).status());
    assertEquals(720, ImageIO.read(png.toFile()).getWidth());

    Path hello = folder.resolve("hello.wav");
    BarkProcess.Outcome spoken =
        bark("Hello.", "--voice=anna", "--max-seconds=0.5", "-o", hello.toString(), "-q");
    assertEquals(0, spoken.status(), spoken::toString);
    assertFalse(spoken.err().contains("does not say with which model"), spoken.err());
    assertTrue(WavFile.read(hello).info().toString().contains("voice=anna"));
  }

  private BarkProcess.Outcome bark(String... words) throws Exception {
    return BarkProcess.run(
        new byte[0], BarkProcess.HOME, Map.of("XDG_DATA_HOME", folder.toString()), words);
  }
}
