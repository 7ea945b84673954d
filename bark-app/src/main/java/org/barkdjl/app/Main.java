package org.barkdjl.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.app.cli.Cancellation;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.Terminal;
import org.barkdjl.torch.CLibrary;

/** Where the JVM enters. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // The sentences are English, so the numbers in them are.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Cancellation cancellation = new Cancellation();
    Optional<Path> conf = Optional.ofNullable(System.getProperty("bark.conf")).map(Path::of);
    Context context = new Context(Terminal.system(), System.getenv(), conf, cancellation);
    cancellation.onShutdown(context.terminal());
    ExitCode code = new Cli(context).run(List.of(args));
    CLibrary.skipDestructors();
    if (code == ExitCode.OK && cancellation.endedAsMeant()) {
      // The shutdown waits still, and would end with the signal's status.
      context.terminal().err().flush();
      Runtime.getRuntime().halt(code.status());
    }
    cancellation.finished();
    // DJL may have left threads that would keep the JVM alive. During a shutdown this call blocks,
    // and the status is that of the signal.
    System.exit(code.status());
  }
}
