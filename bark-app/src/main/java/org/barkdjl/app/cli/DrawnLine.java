package org.barkdjl.app.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A bar on a terminal, drawn over itself. */
final class DrawnLine {
  private final PrintStream screen;
  private boolean isOpen;

  DrawnLine(PrintStream screen) {
    this.screen = screen;
  }

  /** Draws what is done, between two texts. */
  void draw(String what, int cells, long done, long total, String detail) {
    double share = Math.min(1, done / (double) Math.max(1, total));
    int full = (int) (share * cells);
    String bar = "#".repeat(full) + "-".repeat(cells - full);
    TextStream.redraw(
        screen,
        String.format(Locale.ROOT, "%s [%s] %3d%% %s", what, bar, (int) (share * 100), detail));
    isOpen = true;
  }

  /** Leaves it as it is, so that what is printed next has a line of its own. */
  void end() {
    if (isOpen) {
      screen.println();
      isOpen = false;
    }
  }
}
