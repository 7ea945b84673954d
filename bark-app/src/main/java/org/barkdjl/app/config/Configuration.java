package org.barkdjl.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.home.Xdg;
import org.barkdjl.options.Setting;

/** Defaults of the user's own: what the files and the environment say, the stronger first. */
public final class Configuration {
  private final ConfigKeys keys;
  private final List<Map<String, Setting>> layers;
  private final List<String> warnings;

  private Configuration(ConfigKeys keys, List<Map<String, Setting>> layers, List<String> warnings) {
    this.keys = keys;
    this.layers = layers;
    this.warnings = warnings;
  }

  /**
   * What there is, with a warning of each variable that means nothing.
   *
   * @param commands all of them
   * @throws UsageException if a file is not as it must be
   */
  public static Configuration of(Context context, List<Command> commands) throws IOException {
    Configuration configuration =
        read(new ConfigKeys(commands), files(context), context.environment());
    configuration.warnings.forEach(
        text -> context.terminal().err().println("bark: warning: " + text));
    return configuration;
  }

  /** The files, the stronger first; they need not be there. */
  static List<ConfigFile> files(Context context) {
    Path own =
        Xdg.folder(
            context.environment(), "XDG_CONFIG_HOME", ".config", System.getProperty("user.home"));
    ConfigFile yours = new ConfigFile(own.resolve(ConfigFile.FILE_NAME), "your file");
    return context
        .conf()
        .map(
            folder ->
                List.of(
                    yours, new ConfigFile(folder.resolve(ConfigFile.FILE_NAME), "defaults file")))
        .orElse(List.of(yours));
  }

  private static Configuration read(
      ConfigKeys keys, List<ConfigFile> files, Map<String, String> environment) throws IOException {
    ConfigVariables variables = ConfigVariables.read(keys, environment);
    List<Map<String, Setting>> layers = new ArrayList<>(List.of(variables.settings()));
    for (ConfigFile file : files) {
      layers.add(file.read(keys));
    }
    return new Configuration(keys, layers, variables.warnings());
  }

  /**
   * What a command shall take for options that its line lacks, by their long names. What is as
   * built in is left out: whether a file says it must make no difference to a batch, which redoes
   * items of other options.
   */
  public Map<String, Setting> of(Command command) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (String option : keys.options(command)) {
      Setting setting = find(command.name(), option);
      if (!setting.value().equals(builtIn(command.name(), option).value())) {
        settings.put(option, setting);
      }
    }
    return settings;
  }

  /** All keys, and those for one command that are set somewhere. */
  Map<String, Setting> all() {
    Map<String, Setting> all = new LinkedHashMap<>();
    for (ConfigKey key : keys.list()) {
      all.put(key.name(), find(key.command(), key.option()));
      keys.commands(key)
          .filter(command -> isSet(ConfigKey.name(command, key.option())))
          .forEach(
              command ->
                  all.put(ConfigKey.name(command, key.option()), find(command, key.option())));
    }
    return all;
  }

  private boolean isSet(String key) {
    return layers.stream().anyMatch(layer -> layer.containsKey(key));
  }

  /** A stronger layer wins; within one, what is said for the command. */
  private Setting find(String command, String option) {
    for (Map<String, Setting> layer : layers) {
      Setting general = layer.get(option);
      Setting setting = layer.getOrDefault(ConfigKey.name(command, option), general);
      if (setting != null) {
        return setting.value().isEmpty() ? builtIn(command, option) : setting;
      }
    }
    return builtIn(command, option);
  }

  private Setting builtIn(String command, String option) {
    return keys.builtIn(command, option).orElseThrow();
  }
}
