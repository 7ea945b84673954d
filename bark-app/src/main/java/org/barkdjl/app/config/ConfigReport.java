package org.barkdjl.app.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.app.batch.Batch;
import org.barkdjl.app.batch.BatchArguments;
import org.barkdjl.app.bench.BenchArguments;
import org.barkdjl.app.bench.Benchmark;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Table;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.say.Say;
import org.barkdjl.app.say.SayArguments;

/** Shows defaults of the user's own, and whether they can be used. */
public final class ConfigReport {
  private static final String NONE = "-";

  private final Context context;

  public ConfigReport(Context context) {
    this.context = context;
  }

  /**
   * Shows the files, then each key with its value and who says so.
   *
   * @throws UsageException if a file or a value is not as it must be
   */
  public void print() throws IOException {
    Configuration configuration = context.configuration();
    List<List<String>> files = new ArrayList<>();
    for (ConfigFile file : context.configFiles()) {
      files.add(List.of(file.name(), file.file() + (file.exists() ? "" : " (not there)")));
    }
    List<List<String>> settings = new ArrayList<>();
    configuration
        .all()
        .forEach(
            (key, setting) -> {
              String value = setting.value().isEmpty() ? NONE : setting.value();
              settings.add(List.of(key, value, setting.source()));
            });
    context.terminal().out().print(Table.of(files) + "\n" + Table.of(settings));
    check(configuration);
  }

  /** Values are checked where they are used; here, before. */
  private static void check(Configuration configuration) {
    SayArguments.of(values(new Say(), configuration, "text"));
    BatchArguments.of(values(new Batch(), configuration, "manifest"));
    BenchArguments.of(values(new Benchmark(), configuration));
  }

  private static OptionValues values(
      Command command, Configuration configuration, String... words) {
    return OptionValues.of(LineParser.parse(command, List.of(words)), configuration.of(command));
  }
}
