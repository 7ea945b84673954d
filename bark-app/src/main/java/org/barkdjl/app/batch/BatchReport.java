package org.barkdjl.app.batch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.barkdjl.app.cli.ProgressKind;
import org.barkdjl.app.cli.Terminal;
import org.barkdjl.app.cli.TextStream;

/**
 * Tells people how a batch goes on: a line an item, results on standard output and failures on
 * standard error, and on a terminal a last line that shows how far it is.
 */
final class BatchReport implements BatchListener, AutoCloseable {
  private final Path folder;
  private final Terminal terminal;
  private final boolean quiet;
  private final boolean bar;

  BatchReport(Path folder, Terminal terminal, ProgressKind progress, boolean quiet) {
    this.folder = folder;
    this.terminal = terminal;
    this.quiet = quiet;
    bar = progress == ProgressKind.AUTO && terminal.errIsTerminal() && !quiet;
  }

  @Override
  public void started(Totals totals) {
    draw(totals);
  }

  @Override
  public void loaded(int rows) {
    if (!quiet && rows > 1) {
      wipe();
      terminal.err().println("bark: Up to " + rows + " pieces are decoded together.");
    }
  }

  @Override
  public void finished(Result result, Totals totals) {
    wipe();
    PrintStream err = terminal.err();
    List<String> warnings =
        result.sound().warnings() == null ? List.of() : result.sound().warnings();
    for (String warning : warnings) {
      err.println(
          "bark: warning: " + Messages.failed(result.key().line(), result.key().id(), warning));
    }
    if (result.status() == Result.Status.FAILED) {
      err.println(
          "bark: " + Messages.failed(result.key().line(), result.key().id(), result.error()));
    } else if (!quiet) {
      terminal.out().println(Messages.made(folder, result));
    }
    draw(totals);
  }

  @Override
  public void chosen(Result result, int takes) {
    if (!quiet) {
      wipe();
      terminal.out().println(Messages.chosen(folder, result, takes));
    }
  }

  /** Wipes the last line, so that what is printed next has its own. */
  void wipe() {
    if (bar) {
      TextStream.redraw(terminal.err(), "");
    }
  }

  @Override
  public void close() {
    wipe();
  }

  private void draw(Totals totals) {
    if (bar) {
      TextStream.redraw(terminal.err(), Messages.progress(totals));
    }
  }
}
