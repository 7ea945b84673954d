package org.barkdjl.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;

/**
 * Draws one line a stage, over itself until the stage is finished; of a text in several pieces, one
 * line a piece.
 */
final class ProgressBar implements Progress {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int CELLS = 20;
  private static final int CELLS_BESIDE_PIECE = 10;

  private final DrawnLine line;
  private final LongSupplier nanoClock;
  private final BooleanSupplier cancelled;
  private final StageRate rate = new StageRate();
  private String piece = "";
  private long startedNanos;
  private long drawnNanos;

  /**
   * A bar on a terminal.
   *
   * @param nanoClock nanoseconds from some fixed point on
   * @param cancelled whether the generation is to stop
   */
  ProgressBar(PrintStream screen, LongSupplier nanoClock, BooleanSupplier cancelled) {
    line = new DrawnLine(screen);
    this.nanoClock = nanoClock;
    this.cancelled = cancelled;
  }

  @Override
  public synchronized void pieces(int first, int last, int count) {
    String which = first == last ? "" + first : first + "-" + last;
    piece = count == 1 ? "" : which + "/" + count + " ";
  }

  @Override
  public synchronized void started(Stage stage, int expected) {
    startedNanos = nanoClock.getAsLong();
    drawnNanos = startedNanos;
    rate.expect(stage, expected);
    draw(stage, 0, expected, Duration.ZERO);
  }

  @Override
  public synchronized void advanced(Stage stage, int done, int expected) {
    long now = nanoClock.getAsLong();
    if (now - drawnNanos >= REDRAW_NANOS) {
      drawnNanos = now;
      draw(stage, done, expected, Duration.ofNanos(now - startedNanos));
    }
  }

  @Override
  public synchronized void finished(Stage stage, StageTiming timing) {
    rate.expect(stage, timing.steps());
    draw(stage, timing.steps(), timing.steps(), timing.wall());
    if (piece.isEmpty() || stage == Stage.CODEC) {
      close();
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public synchronized void close() {
    line.end();
  }

  private void draw(Stage stage, int done, int expected, Duration elapsed) {
    line.draw(
        String.format("%s%-8s", piece, stage.name().toLowerCase(Locale.ROOT)),
        piece.isEmpty() ? CELLS : CELLS_BESIDE_PIECE,
        done,
        expected,
        String.format(
            Locale.ROOT, "%5d/%-5d %s", done, expected, rate.describe(stage, done, elapsed)));
  }
}
