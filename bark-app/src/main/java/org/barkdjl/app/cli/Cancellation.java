package org.barkdjl.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barkdjl.error.CancelledException;

/**
 * Whether the user wants the command to stop. Leaving the JVM inside native code can crash it, and
 * would leave temporary files, so a shutdown (Ctrl-C, SIGTERM) waits for work that has begun until
 * it has noticed and cleaned up.
 */
public final class Cancellation {
  /** Longer than any single call into the engine should take. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final CountDownLatch requested = new CountDownLatch(1);
  private volatile boolean working;
  private volatile boolean service;

  /** From here on a shutdown waits for {@link #finished}. */
  public void begin() {
    working = true;
    throwIfRequested();
  }

  /**
   * As {@link #begin}, of a command that goes on until it is told to stop: that is no failure, and
   * it takes the time that it has promised to what it does.
   */
  public void beginService() {
    service = true;
    begin();
  }

  /** Waits until the command is told to stop. */
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process may end with the command's own status, though a signal ended it. */
  public boolean endedAsMeant() {
    return service && requested();
  }

  /** The command is through, and has said how it ended. */
  public void finished() {
    finished.countDown();
  }

  public boolean requested() {
    return requested.getCount() == 0;
  }

  public void throwIfRequested() {
    if (requested()) {
      throw new CancelledException("The user cancelled.");
    }
  }

  /** Makes a shutdown of the JVM a request to stop. */
  public void onShutdown(Terminal terminal) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal), "bark-shutdown"));
  }

  /** Asks the work to stop and waits for it. */
  void stop(Terminal terminal) {
    requested.countDown();
    if (!working || finished.getCount() == 0) {
      return;
    }
    if (terminal.errIsTerminal()) {
      terminal.err().println("\nbark: stopping after the current step");
    }
    try {
      if (service) {
        finished.await();
      } else if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        terminal.err().println("bark: still busy after " + PATIENCE_SECONDS + " s; leaving.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
