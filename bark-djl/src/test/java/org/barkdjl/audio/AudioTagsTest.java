package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudioTagsTest {
  @Test
  void saysThatAMachineSpoke() {
    Map<String, String> info =
        new AudioTags("Hello.", "v2/en_speaker_6", "bark-nano", -5, "bark-djl 0.1.0").info();
    assertEquals(List.of("INAM", "IART", "ISFT", "ICMT"), List.copyOf(info.keySet()));
    assertEquals("Hello.", info.get("INAM"));
    assertEquals("bark-nano", info.get("IART"));
    assertEquals("bark-djl 0.1.0", info.get("ISFT"));
    assertEquals(
        "Machine-generated speech; model=bark-nano; voice=v2/en_speaker_6; seed=-5; text=Hello.",
        info.get("ICMT"));
  }

  @Test
  void saysThatThereWasNoVoice() {
    assertTrue(tags("x").info().get("ICMT").contains("; voice=none; "));
  }

  @Test
  void cutsTitlesBetweenCodePoints() {
    assertEquals("😀".repeat(80), tags("😀".repeat(80)).info().get("INAM"));
    Map<String, String> info = tags("a" + "😀".repeat(80)).info();
    assertEquals("a" + "😀".repeat(78) + "…", info.get("INAM"));
    assertTrue(info.get("ICMT").endsWith("; text=a" + "😀".repeat(80)));
  }

  @Test
  void boundsHugeTexts() {
    String comment = tags("x".repeat(10_000_000)).info().get("ICMT");
    assertTrue(comment.length() < 51_000 && comment.endsWith("x…"));
  }

  @Test
  void keepsControlCharactersOut() {
    Map<String, String> info = tags("\n a\0b\r\nc\u0085d\u2028e \ud800f\t").info();
    assertEquals("a b  c d e \ufffdf", info.get("INAM"));
    assertTrue(info.get("ICMT").endsWith("; text=a b  c d e \ufffdf"));
  }

  private static AudioTags tags(String text) {
    return new AudioTags(text, "", "m", 0, "s");
  }
}
