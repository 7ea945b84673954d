package org.barkdjl.app;

import java.util.List;

/** Where the JVM enters. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Cancellation cancellation = new Cancellation();
    Context context = new Context(Terminal.system(), System.getenv(), cancellation);
    cancellation.onShutdown(context.terminal());
    ExitCode code = new Cli(context).run(List.of(args));
    cancellation.finished();
    // DJL may have left threads that would keep the JVM alive. During a shutdown this call blocks,
    // and the status is that of the signal.
    System.exit(code.status());
  }
}
