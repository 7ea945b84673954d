package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileFormatTest {
  @Test
  void endingsTellFormatsInAnyCase() {
    assertEquals(Optional.of(FileFormat.WAV), FileFormat.ofFile("a.b.WAV"));
    assertEquals(Optional.of(FileFormat.FLAC), FileFormat.ofFile("ö.Flac"));
    assertEquals(Optional.of(FileFormat.OPUS), FileFormat.ofFile("a.ogg"));
    assertEquals(Optional.of(FileFormat.MP3), FileFormat.ofFile(".mp3"));
    assertEquals(Optional.empty(), FileFormat.ofFile("wav"));
    assertEquals(Optional.empty(), FileFormat.ofFile("a.wav.txt"));
    assertEquals(Optional.of(".OgG"), FileFormat.OPUS.endingOf("a.OgG"));
    assertEquals(
        List.of(".wav", ".flac", ".opus", ".ogg", ".mp3"), FileFormat.allEndings().toList());
  }

  @Test
  void idsAreListedToWhoMistypesOne() {
    for (FileFormat format : FileFormat.values()) {
      assertEquals(format, FileFormat.of(format.id()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> FileFormat.of("aac")).getMessage();
    assertEquals(
        "there is no format 'aac'; there are wav, wav24, wavf32, flac, opus, mp3", message);
  }
}
