package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.barkdjl.hub.HubProgress;
import org.junit.jupiter.api.Test;

class InstallProgressTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private long nanos;

  @Test
  void drawsTotalRateAndTimeLeftOverOneLine() {
    InstallProgress progress = progress(true);
    progress.progress(new HubProgress(1_000_000, 4_000_000, 500_000, Duration.ofSeconds(1)));
    nanos += Duration.ofMillis(10).toNanos();
    progress.progress(new HubProgress(1_100_000, 4_000_000, 600_000, Duration.ofSeconds(1)));
    nanos += Duration.ofSeconds(1).toNanos();
    progress.assembled("semantic.int8.pt", 5, 10);
    progress.say("done");
    assertEquals(
        "\rdownload [#####---------------]  25% of 4.0 MB  500.0 kB/s, 0:06 left\u001b[K"
            + "\rassemble [##########----------]  50% of 10 B  semantic.int8.pt\u001b[K\ndone\n",
        shown());
  }

  @Test
  void saysOnlyEventsWhereThereIsNoTerminal() {
    InstallProgress progress = progress(false);
    progress.progress(new HubProgress(1, 4, 1, Duration.ofSeconds(1)));
    progress.retrying("model.bin: the connection broke off", Duration.ofSeconds(2));
    progress.leftOut("voice x: damaged.");
    assertEquals(
        "model.bin: the connection broke off; trying again in 2 s\nLeft out voice x: damaged.\n",
        shown());
  }

  private InstallProgress progress(boolean draws) {
    return new InstallProgress(
        new PrintStream(screen, true, StandardCharsets.UTF_8), draws, () -> nanos, () -> false);
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
