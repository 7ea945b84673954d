package org.barkdjl.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.barkdjl.hub.HubFile;
import org.barkdjl.hub.HubListener;
import org.barkdjl.hub.HubProgress;
import org.barkdjl.io.ByteCount;
import org.barkdjl.model.InstallListener;

/**
 * Shows downloads and the writing of a model: a line over itself on a terminal, events elsewhere.
 */
public final class InstallProgress implements HubListener, InstallListener, AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();
  private static final int CELLS = 20;

  private final PrintStream screen;
  private final DrawnLine line;
  private final boolean draws;
  private final LongSupplier nanoClock;
  private final BooleanSupplier cancelled;
  private long drawnNanos;

  /** On the terminal, drawn there unless that is not wanted. */
  public static InstallProgress of(Context context, boolean quiet) {
    return new InstallProgress(
        context.terminal().err(),
        context.terminal().errIsTerminal() && !quiet,
        System::nanoTime,
        context.cancellation()::requested);
  }

  /**
   * @param draws whether the screen is a terminal that shows progress
   */
  InstallProgress(
      PrintStream screen, boolean draws, LongSupplier nanoClock, BooleanSupplier cancelled) {
    this.screen = screen;
    line = new DrawnLine(screen);
    this.draws = draws;
    this.nanoClock = nanoClock;
    this.cancelled = cancelled;
    this.drawnNanos = nanoClock.getAsLong() - REDRAW_NANOS;
  }

  /** A line that stays. */
  public synchronized void say(String text) {
    close();
    screen.println(text);
  }

  @Override
  public synchronized void progress(HubProgress progress) {
    String left = progress.remaining().map(time -> ", " + clock(time) + " left").orElse("");
    draw(
        "download",
        progress.doneBytes(),
        progress.totalBytes(),
        ByteCount.of(Math.round(progress.bytesPerSecond())) + "/s" + left);
  }

  @Override
  public void cached(HubFile file, Path place) {
    // Voices are many, and each is small.
    if (!file.path().endsWith(".npy")) {
      say("Using " + place);
    }
  }

  @Override
  public void retrying(String why, Duration after) {
    say("%s; trying again in %d s".formatted(why, after.toSeconds()));
  }

  @Override
  public synchronized void assembled(String file, long doneBytes, long totalBytes) {
    draw("assemble", doneBytes, totalBytes, file);
  }

  @Override
  public void leftOut(String what) {
    say("Left out " + what);
  }

  @Override
  public void waiting() {
    say("Waiting for another bark that installs or removes a model");
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public synchronized void close() {
    line.end();
  }

  private void draw(String what, long done, long total, String detail) {
    long now = nanoClock.getAsLong();
    if (!draws || (now - drawnNanos < REDRAW_NANOS && done < total)) {
      return;
    }
    drawnNanos = now;
    line.draw(
        String.format("%-8s", what),
        CELLS,
        done,
        total,
        "of " + ByteCount.of(total) + "  " + detail);
  }

  private static String clock(Duration time) {
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
