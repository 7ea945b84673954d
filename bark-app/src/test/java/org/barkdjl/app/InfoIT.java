package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
