package org.barkdjl.app.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Table;
import org.barkdjl.server.ServerOptionTable;

/** Shows defaults of the user's own, and whether they can be used. */
public final class ConfigReport {
  private static final String NONE = "-";

  /** Reports are sent to others, and lie in logs. */
  private static final String SECRET = "(not shown)";

  private final Context context;
  private final List<Command> commands;

  public ConfigReport(Context context, List<Command> commands) {
    this.context = context;
    this.commands = commands.stream().filter(Command::takesDefaults).toList();
  }

  /**
   * Shows the files, then each key with its value and who says so.
   *
   * @throws org.barkdjl.app.cli.UsageException if a file or a value is not as it must be
   */
  public void print() throws IOException {
    Configuration configuration = Configuration.of(context, commands);
    List<List<String>> files = new ArrayList<>();
    for (ConfigFile file : Configuration.files(context)) {
      files.add(List.of(file.name(), file.file() + (file.exists() ? "" : " (not there)")));
    }
    List<List<String>> settings = new ArrayList<>();
    configuration
        .all()
        .forEach(
            (key, setting) -> {
              settings.add(List.of(key, shown(key, setting.value()), setting.source()));
            });
    context.terminal().out().print(Table.of(files) + "\n" + Table.of(settings));
    check(configuration);
  }

  private static String shown(String key, String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    return key.endsWith(ServerOptionTable.API_KEY.name()) ? SECRET : value;
  }

  /** Values are checked where they are used; here, before. */
  private void check(Configuration configuration) {
    for (Command command : commands) {
      OptionValues values = new OptionValues(List.of(), configuration.of(command));
      command.tables().forEach(values::get);
      command.options().forEach(values::get);
    }
  }
}
