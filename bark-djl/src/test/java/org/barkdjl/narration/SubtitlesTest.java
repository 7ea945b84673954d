package org.barkdjl.narration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.BarkTokens;
import org.barkdjl.text.SpeechPart.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubtitlesTest {
  private static final Narration NARRATION =
      new Narration(
          List.of(
              spoken(Optional.empty(), "Hello --> <there>\r\n \n& you.", 0, 1_500),
              spoken(Optional.of("A\u0007n\nn"), "Grüße.\u001b[2J\uD800 ♪", 2_000, 3_723_045),
              spoken(Optional.of("MAN"), "MAN: Hi.", 360_000_000, 360_001_000)),
          Duration.ofHours(101),
          Map.of(),
          1,
          new BarkTokens(new int[0], new int[0], new int[2][0], new int[8][0], Optional.empty()),
          List.of(),
          Optional.empty());

  @TempDir Path folder;

  @Test
  void subRip() throws IOException {
    assertEquals(
        """
        1
        00:00:00,000 --> 00:00:01,500
        Hello → <there>
        & you.

        2
        00:00:02,000 --> 01:02:03,045
        A n n: Grüße. [2J� ♪ …

        3
        100:00:00,000 --> 100:00:01,000
        MAN: Hi.

        """,
        written(Subtitles.SRT));
  }

  @Test
  void webVtt() throws IOException {
    assertEquals(
        """
        WEBVTT

        1
        00:00:00.000 --> 00:00:01.500
        Hello --&gt; &lt;there&gt;
        &amp; you.

        2
        00:00:02.000 --> 01:02:03.045
        <v A n n>Grüße. [2J� ♪ …

        3
        100:00:00.000 --> 100:00:01.000
        MAN: Hi.

        """,
        written(Subtitles.VTT));
  }

  private String written(Subtitles format) throws IOException {
    Path file = folder.resolve("subtitles");
    format.write(NARRATION, file);
    return Files.readString(file);
  }

  private static SpokenPiece spoken(
      Optional<String> speaker, String text, long startMillis, long endMillis) {
    return new SpokenPiece(
        new Piece(speaker, "what is said", text),
        1,
        Duration.ofMillis(startMillis),
        Duration.ofMillis(endMillis),
        text.startsWith("Grüße"));
  }
}
