package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AudioFormatTest {
  @Test
  void endingsTellFormatsInAnyCase() {
    assertEquals(Optional.of(AudioFormat.WAV), AudioFormat.ofFile("a.b.WAV"));
    assertEquals(Optional.of(AudioFormat.FLAC), AudioFormat.ofFile("ö.Flac"));
    assertEquals(Optional.of(AudioFormat.OPUS), AudioFormat.ofFile("a.ogg"));
    assertEquals(Optional.of(AudioFormat.MP3), AudioFormat.ofFile(".mp3"));
    assertEquals(Optional.empty(), AudioFormat.ofFile("wav"));
    assertEquals(Optional.empty(), AudioFormat.ofFile("a.wav.txt"));
    assertEquals(Optional.of(".OgG"), AudioFormat.OPUS.endingOf("a.OgG"));
    assertEquals(
        List.of(".wav", ".flac", ".opus", ".ogg", ".mp3", ".aac", ".pcm"),
        AudioFormat.allEndings().toList());
  }

  @Test
  void idsAreListedToWhoMistypesOne() {
    for (AudioFormat format : AudioFormat.values()) {
      assertEquals(format, AudioFormat.of(format.id()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> AudioFormat.of("m4a")).getMessage();
    assertEquals(
        "there is no format 'm4a'; there are wav, wav24, wavf32, flac, opus, mp3, aac, pcm",
        message);
  }
}
