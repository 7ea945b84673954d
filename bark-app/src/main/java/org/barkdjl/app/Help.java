package org.barkdjl.app;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.HelpText;
import org.barkdjl.app.cli.UsageException;

/** {@code bark help}. */
final class Help implements Command {
  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "Explain bark, or one of its commands.";
  }

  @Override
  public String synopsis() {
    return "[COMMAND]";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Context context) {
    Commands commands = Commands.all();
    List<String> words = line.getArgList();
    if (words.size() > 1) {
      throw new UsageException("help takes one command; to speak, use 'bark say help ...'.");
    }
    String text =
        words.isEmpty() ? HelpText.overview(commands) : HelpText.of(commands.get(words.get(0)));
    context.terminal().out().print(text);
    return ExitCode.OK;
  }
}
