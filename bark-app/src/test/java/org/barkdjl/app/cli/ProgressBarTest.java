package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressBar bar =
      new ProgressBar(
          new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get, () -> false);

  @Test
  void aStageGrowsOnOneLineAndEndsWithItsRate() {
    bar.started(Stage.SEMANTIC, 499);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    bar.advanced(Stage.SEMANTIC, 250, 499);
    bar.finished(Stage.SEMANTIC, new StageTiming(499, Duration.ofSeconds(5)));

    assertEquals(
        List.of(
            "",
            "semantic [--------------------]   0%     0/499   ",
            "semantic [##########----------]  50%   250/499   125.0 tokens/s, RTF 0.40",
            "semantic [####################] 100%   499/499   99.8 tokens/s, RTF 0.50\n"),
        frames());
  }

  @Test
  void aTextInSeveralPiecesTakesALineAPiece() {
    bar.pieces(98, 113, 120);
    for (Stage stage : Stage.values()) {
      bar.started(stage, 99_999);
      bar.finished(stage, new StageTiming(99_999, Duration.ofMillis(10_001)));
    }

    assertEquals(1, text().chars().filter(c -> c == '\n').count(), text());
    for (String frame : frames()) {
      assertTrue(frame.strip().length() < 80, frame);
    }
    assertTrue(frames().get(1).startsWith("98-113/120 semantic ["), text());
  }

  @Test
  void aSingleTextHasNoNumber() {
    bar.pieces(1, 1, 1);
    bar.started(Stage.SEMANTIC, 1);
    assertTrue(frames().get(1).startsWith("semantic ["), text());
  }

  @Test
  void aStageThatEndsEarlyIsFull() {
    bar.started(Stage.SEMANTIC, 768);
    bar.finished(Stage.SEMANTIC, new StageTiming(130, Duration.ofSeconds(1)));

    assertTrue(frames().get(2).contains("100%   130/130 "), frames().toString());
  }

  @Test
  void theFineStagesFactorComesFromTheLengthOfTheCoarseTokens() {
    bar.started(Stage.COARSE, 600);
    bar.finished(Stage.COARSE, new StageTiming(600, Duration.ofSeconds(8)));
    bar.started(Stage.FINE, 12);
    bar.finished(Stage.FINE, new StageTiming(12, Duration.ofSeconds(6)));

    String last = frames().get(frames().size() - 1);
    assertTrue(last.contains("2.0 passes/s, RTF 1.50"), last);
  }

  @Test
  void itIsNotRedrawnMoreOftenThanAnEyeCanSee() {
    bar.started(Stage.CODEC, 1000);
    for (int step = 1; step <= 1000; step++) {
      nanos.addAndGet(Duration.ofMillis(1).toNanos());
      bar.advanced(Stage.CODEC, step, 1000);
    }

    assertEquals(1 + 10, frames().size() - 1);
  }

  @Test
  void linesFitEightyColumns() {
    bar.started(Stage.SEMANTIC, 99_999);
    bar.finished(Stage.SEMANTIC, new StageTiming(99_999, Duration.ofMillis(10_001)));

    for (String frame : frames()) {
      assertTrue(frame.strip().length() < 80, frame);
    }
  }

  @Test
  void closingEndsAnUnfinishedLineOnce() {
    bar.close();
    assertEquals("", text());
    bar.started(Stage.CODEC, 10);
    bar.close();
    bar.close();

    assertTrue(text().endsWith("\n"));
    assertFalse(text().endsWith("\n\n"));
  }

  @Test
  void nothingIsDrawnWithoutATerminalOrWhenQuiet(@TempDir Path home) {
    FakeWorld pipe = new FakeWorld(home);
    Progress.of(pipe.context(), false).started(Stage.CODEC, 1);
    FakeWorld screen = new FakeWorld(home, new byte[0], true);
    Progress.of(screen.context(), true).started(Stage.CODEC, 1);

    assertEquals("", pipe.err() + screen.err());
    Progress.of(screen.context(), false).started(Stage.CODEC, 1);
    assertFalse(screen.err().isEmpty());
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What was drawn one over the other; the first is what was there before. */
  private List<String> frames() {
    return List.of(text().replace("\u001b[K", "").split("\r", -1));
  }
}
