package org.barkdjl.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceCatalogueTest {
  @TempDir Path root;
  private Path folder;
  private VoiceCatalogue catalogue;

  @BeforeEach
  void fillFolder() throws IOException {
    folder = Files.createDirectories(root.resolve("voices"));
    Files.createDirectories(folder.resolve("v2"));
    for (String name :
        List.of("announcer", "en_speaker_10", "en_speaker_2", "v2/en_speaker_2", "../outside")) {
      Voices.random("any", 3, name.hashCode()).save(folder.resolve(name + ".npz"));
    }
    Files.writeString(folder.resolve("README.md"), "not a voice");
    Files.createDirectories(folder.resolve("folder.npz"));
    catalogue = VoiceCatalogue.open(folder);
  }

  @Test
  void listsNamesInNaturalOrder() {
    assertEquals(
        List.of("announcer", "en_speaker_2", "en_speaker_10", "v2/en_speaker_2"),
        catalogue.names());
  }

  @Test
  void theFolderMayBeALink() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link"), folder);
    assertEquals(catalogue.names(), VoiceCatalogue.open(link).names());
  }

  @Test
  void readsByName() throws IOException {
    Voice voice = catalogue.named("v2/en_speaker_2");
    assertEquals("v2/en_speaker_2", voice.name());
    assertEquals(voice, catalogue.find("v2/en_speaker_2"));
  }

  @Test
  void findsFilesByPath() throws IOException {
    Path outside = root.resolve("outside.npz");
    assertEquals("outside", catalogue.find(outside.toString()).name());
    assertThrows(InputException.class, () -> catalogue.named(outside.toString()));
    Path capital = Files.copy(outside, root.resolve("LOUD.NPZ"));
    assertEquals("LOUD", catalogue.find(capital.toString()).name());
    Files.delete(capital);
    Files.createSymbolicLink(
        capital, Path.of("/proc/self/mem")); // cannot be read, not even by root
    InputException e = assertThrows(InputException.class, () -> catalogue.find(capital.toString()));
    assertTrue(e.getMessage().contains(capital.toString()), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../outside",
        "v2/../announcer",
        "..",
        "/",
        "announcer.npz",
        "a\0b",
        "a\0b.npz",
        "folder",
        "v2\\en_speaker_2",
        "./announcer"
      })
  void takesNoNameButThoseListed(String name) {
    assertThrows(InputException.class, () -> catalogue.named(name));
    assertThrows(InputException.class, () -> catalogue.find(name));
  }

  @Test
  void suggestsWhatMayHaveBeenMeant() {
    assertEquals(
        "There is no voice 'en_speker_2'; did you mean en_speaker_2, v2/en_speaker_2?",
        messageFor("en_speker_2"));
    assertTrue(messageFor("Announ").contains("did you mean announcer?"));
    assertFalse(messageFor("nothing like it").contains("did you mean"));
    assertTrue(messageFor("x".repeat(1_000_000)).length() < 300);
  }

  @Test
  void aMissingFolderIsSaid() {
    InputException e =
        assertThrows(InputException.class, () -> VoiceCatalogue.open(root.resolve("none")));
    assertTrue(e.getMessage().contains("none"));
  }

  @ParameterizedTest
  @CsvSource({
    "v2/en_speaker_6, English",
    "zh_speaker_0, Chinese",
    "tr_speaker_12, Turkish",
    "a/b/ja_speaker_1, Japanese"
  })
  void knowsThePresetsLanguage(String name, String language) {
    assertEquals(Optional.of(language), VoiceCatalogue.language(name).map(Language::displayName));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"announcer", "xx_speaker_1", "en_speaker_", "en_speaker_1x", "", "EN_speaker_1"})
  void knowsNoLanguageOfOthers(String name) {
    assertEquals(Optional.empty(), VoiceCatalogue.language(name));
  }

  @Test
  void thereAreThirteenLanguages() {
    assertEquals(13, Language.values().length);
  }

  @Test
  void ordersNumbersOfAnyLength() {
    NaturalOrder order = new NaturalOrder();
    assertTrue(order.compare("a9", "a10") < 0);
    assertTrue(order.compare("a99999999999999999998", "a99999999999999999999") < 0);
    assertTrue(order.compare("a1b2", "a1b") > 0);
    assertTrue(order.compare("a", "b1") < 0);
    assertTrue(order.compare("a01", "a1") != 0);
    assertEquals(0, order.compare("v2/a10", "v2/a10"));
  }

  private String messageFor(String name) {
    return assertThrows(InputException.class, () -> catalogue.find(name)).getMessage();
  }
}
