package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarkHomeTest {
  @TempDir Path folder;

  @Test
  void theMostSpecialVariableWins() {
    Map<String, String> all =
        Map.of("BARK_HOME", "/bark", "XDG_CACHE_HOME", "/cache", "HOME", "/home/a");

    assertEquals(Path.of("/bark"), BarkHome.of(all, "/u").folder());
    assertEquals(
        Path.of("/cache/bark-djl"),
        BarkHome.of(Map.of("XDG_CACHE_HOME", "/cache", "HOME", "/home/a"), "/u").folder());
    assertEquals(
        Path.of("/home/a/.cache/bark-djl"), BarkHome.of(Map.of("HOME", "/home/a"), "/u").folder());
    assertEquals(Path.of("/u/.cache/bark-djl"), BarkHome.of(Map.of(), "/u").folder());
  }

  @Test
  void emptyAndRelativeVariables() {
    Map<String, String> odd = Map.of("BARK_HOME", "", "XDG_CACHE_HOME", "cache");

    assertEquals(Path.of("/u/.cache/bark-djl"), BarkHome.of(odd, "/u").folder());
    assertTrue(BarkHome.of(Map.of("BARK_HOME", "here"), "/u").folder().isAbsolute());
  }

  @Test
  void preparingCreatesWhatLiesInIt() throws IOException {
    BarkHome home = new BarkHome(folder.resolve("a b/é")).prepare();

    assertTrue(Files.isDirectory(home.natives()));
    assertTrue(home.store().modelsFolder().startsWith(home.folder()));
    assertTrue(home.natives().startsWith(home.folder()));
    assertEquals("true", System.getProperty("ai.djl.offline"));
    assertEquals("true", System.getProperty("OPT_OUT_TRACKING"));
  }

  @Test
  void aFolderThatCannotBeIsToldWithWhatToDo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    IOException e = assertThrows(IOException.class, () -> new BarkHome(file).prepare());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("BARK_HOME"), e.getMessage());
  }
}
