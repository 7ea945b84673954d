package org.barkdjl.app.cli;

import org.barkdjl.narration.NarrationListener;

/** Follows a generation, and ends it when the user wants to stop. */
public interface Progress extends NarrationListener, AutoCloseable {
  /** A bar if there is a terminal to draw it on and the user wants one, else nothing visible. */
  static Progress of(Context context, boolean quiet) {
    Cancellation cancellation = context.cancellation();
    return context.terminal().errIsTerminal() && !quiet
        ? new ProgressBar(context.terminal().err(), System::nanoTime, cancellation::requested)
        : new Silent(cancellation);
  }

  @Override
  void close();

  /** Shows nothing. */
  record Silent(Cancellation cancellation) implements Progress {
    @Override
    public boolean cancelled() {
      return cancellation.requested();
    }

    @Override
    public void close() {}
  }
}
