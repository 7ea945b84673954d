package org.barkdjl.app;

import java.util.List;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.HelpText;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.options.Option;

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
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public ExitCode run(OptionValues values, Context context) {
    Commands commands = Commands.all();
    List<String> words = values.words();
    if (words.size() > 1) {
      throw new UsageException("help takes one command; to speak, use 'bark say help ...'.");
    }
    String text =
        words.isEmpty()
            ? HelpText.overview(commands.list())
            : HelpText.of(commands.get(words.get(0)));
    context.terminal().out().print(text);
    return ExitCode.OK;
  }
}
