package org.barkdjl.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Suggestion;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.options.Default;
import org.barkdjl.options.Option;
import org.barkdjl.options.Setting;

/** Which options may have defaults of the user's own. */
public final class ConfigKeys {
  private final List<Command> commands;
  private final List<ConfigKey> list = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();

  public ConfigKeys(List<Command> all) {
    commands = all.stream().filter(Command::takesDefaults).toList();
    Set<String> seen = new HashSet<>();
    for (Command command : commands) {
      for (Option<?> option : keyed(command)) {
        boolean alike = defaults(option.name()).size() == 1;
        ConfigKey key =
            new ConfigKey(alike ? "" : command.name(), option.name(), option.otherwise().value());
        if (seen.add(key.name())) {
          list.add(key);
        }
        names.add(option.name());
        names.add(ConfigKey.name(command.name(), option.name()));
      }
    }
  }

  /** In the order of {@code conf/bark.properties}; a key for each command where they differ. */
  List<ConfigKey> list() {
    return list;
  }

  /**
   * Refuses a name that is no key.
   *
   * @param place where it stands
   * @throws UsageException with the nearest that is one
   */
  void check(String name, String place) {
    if (names.contains(name)) {
      return;
    }
    String option = name.substring(name.indexOf('.') + 1);
    if (!names.contains(option) && options().anyMatch(one -> one.name().equals(option))) {
      throw new UsageException(
          place + ": '" + option + "' belongs to one run; it can only be given as an option.");
    }
    throw new UsageException(
        place
            + ": there is no key '"
            + name
            + "'; "
            + Suggestion.of(name, names, 2)
                .map(key -> "did you mean '" + key + "'?")
                .orElse("'bark info --config' lists them."));
  }

  /** All that may be written, those for one command among them. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  /** What a command takes from a configuration: the long names of options. */
  Set<String> options(Command command) {
    return list.stream()
        .filter(key -> commands(key).anyMatch(command.name()::equals))
        .map(ConfigKey::option)
        .collect(Collectors.toSet());
  }

  /** The commands whose default the key is. */
  Stream<String> commands(ConfigKey key) {
    return commands.stream()
        .filter(command -> keyed(command).stream().anyMatch(one -> one.name().equals(key.option())))
        .map(Command::name)
        .filter(name -> key.command().isEmpty() || key.command().equals(name));
  }

  /** The value without any configuration, if the key has one. */
  Optional<Setting> builtIn(String command, String option) {
    return list.stream()
        .filter(key -> key.option().equals(option))
        .filter(key -> key.command().isEmpty() || key.command().equals(command))
        .map(key -> Setting.builtIn(key.builtIn()))
        .findFirst();
  }

  /** The different defaults that commands have for an option that has a key. */
  private Set<Default> defaults(String name) {
    return options()
        .filter(Option::hasKey)
        .filter(option -> option.name().equals(name))
        .map(Option::otherwise)
        .collect(Collectors.toSet());
  }

  private Stream<Option<?>> options() {
    return commands.stream().flatMap(command -> command.options().stream());
  }

  private static List<Option<?>> keyed(Command command) {
    List<Option<?>> keyed = new ArrayList<>(command.options());
    keyed.removeIf(option -> !option.hasKey());
    return keyed;
  }
}
