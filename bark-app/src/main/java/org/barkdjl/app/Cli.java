package org.barkdjl.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.HelpText;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.app.config.Configuration;
import org.barkdjl.error.CancelledException;

/** Finds the command that a line calls, runs it, and says in one sentence what went wrong. */
public final class Cli {
  /** What may stand before the command's name. */
  private static final Set<String> LEADING_FLAGS = Set.of("--debug", "-q", "--quiet");

  private static final String DEBUG = "--" + CommonOptions.DEBUG.name();

  private final Context context;
  private final Commands commands = Commands.all();

  public Cli(Context context) {
    this.context = context;
  }

  public ExitCode run(List<String> words) {
    try {
      return dispatch(words);
    } catch (Throwable e) {
      // Everything ends here: an exit code is all that the caller of the process sees.
      return report(e, words.contains(DEBUG));
    }
  }

  private ExitCode dispatch(List<String> words) throws IOException {
    if (words.contains(DEBUG)) {
      // Before the first logger is made; conf/logback.xml reads them.
      System.setProperty("bark.log.level", "DEBUG");
      System.setProperty("bark.log.stack", "full");
    }
    int first = 0;
    while (first < words.size() && LEADING_FLAGS.contains(words.get(first))) {
      first++;
    }
    if (first == words.size()) {
      throw new UsageException(
          "Nothing to say: give a text, -f FILE, or - for standard input. See 'bark --help'.");
    }
    String word = words.get(first);
    if (word.equals("--version") || word.equals("-V")) {
      context.terminal().out().println(Versions.read().software());
      return printed(ExitCode.OK);
    }
    if (word.equals("--help") || word.equals("-h")) {
      context.terminal().out().print(HelpText.overview(commands.list()));
      return printed(ExitCode.OK);
    }
    Command command = commands.find(word).orElse(commands.byDefault());
    if (!command.name().equals(word)) {
      commands.throwIfMistyped(word);
      return run(command, words);
    }
    List<String> rest = new ArrayList<>(words);
    rest.remove(first);
    return run(command, rest);
  }

  private ExitCode run(Command command, List<String> words) throws IOException {
    try {
      OptionValues line = LineParser.parse(command, words);
      if (line.has(CommonOptions.HELP)) {
        context.terminal().out().print(HelpText.of(command));
        return printed(ExitCode.OK);
      }
      OptionValues values =
          command.takesDefaults()
              ? line.withDefaults(Configuration.of(context, commands.list()).of(command))
              : line;
      ExitCode code = command.run(values, context);
      return command.writesFiles() ? code : printed(code);
    } catch (UsageException e) {
      throw e.withHelp(command.name());
    }
  }

  private ExitCode printed(ExitCode code) throws IOException {
    if (context.terminal().out().checkError()) {
      throw new IOException("Cannot write to standard output.");
    }
    return code;
  }

  private ExitCode report(Throwable thrown, boolean debug) {
    // Ctrl-C ends helpers such as ffmpeg, too, which then is no failure.
    Throwable failure =
        thrown instanceof IOException && context.cancellation().requested()
            ? new CancelledException(thrown.getMessage())
            : thrown;
    context.terminal().err().println("bark: " + FailureText.of(failure));
    if (debug) {
      failure.printStackTrace(context.terminal().err());
    }
    return ExitCode.of(failure instanceof UncheckedIOException io ? io.getCause() : failure);
  }
}
