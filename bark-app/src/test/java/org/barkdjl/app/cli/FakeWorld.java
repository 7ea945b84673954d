package org.barkdjl.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.app.Cli;

/** Runs the command line in this JVM, with streams and an environment of its own. */
public final class FakeWorld {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Context context;

  public FakeWorld(Path home, byte[] stdin, boolean terminals) {
    this(environment(home), Optional.empty(), stdin, terminals);
  }

  public FakeWorld(Map<String, String> environment, Path conf) {
    this(environment, Optional.of(conf), new byte[0], false);
  }

  private FakeWorld(
      Map<String, String> environment, Optional<Path> conf, byte[] stdin, boolean terminals) {
    context =
        new Context(
            new Terminal(
                new ByteArrayInputStream(stdin), print(out), print(err), terminals, terminals),
            environment,
            conf,
            new Cancellation());
  }

  public FakeWorld(Path home) {
    this(home, new byte[0], false);
  }

  /** Of a user without a configuration, whatever the one has who runs the tests. */
  static Map<String, String> environment(Path home) {
    return Map.of(
        "BARK_HOME", home.toString(),
        "XDG_CONFIG_HOME", home.toString(),
        "XDG_DATA_HOME", home.toString());
  }

  public ExitCode bark(String... words) {
    return new Cli(context).run(List.of(words));
  }

  public Context context() {
    return context;
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new TextStream(bytes);
  }
}
