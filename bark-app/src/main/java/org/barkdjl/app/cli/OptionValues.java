package org.barkdjl.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.barkdjl.error.InputException;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.Setting;

/**
 * What a line says. What is wrong with a value is said with who set it: the option's name, or where
 * a default of the user's own stands.
 *
 * @param words the arguments that are no options
 * @param settings the values, by the options' long names
 */
public record OptionValues(List<String> words, Map<String, Setting> settings) {
  public OptionValues {
    words = List.copyOf(words);
    settings = Map.copyOf(settings);
  }

  /** The same with values for options that the line lacks. */
  public OptionValues withDefaults(Map<String, Setting> defaults) {
    Map<String, Setting> all = new HashMap<>(defaults);
    all.putAll(settings);
    return new OptionValues(words, all);
  }

  /** As if the other options had no values. */
  public OptionValues only(Collection<String> names) {
    Map<String, Setting> kept = new HashMap<>(settings);
    kept.keySet().retainAll(names);
    return new OptionValues(words, kept);
  }

  /** The values as they were written, by the options' long names. */
  public Map<String, String> texts() {
    return settings.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }

  /** Whether the line itself has the option. */
  public boolean isOnLine(Option<?> option) {
    Setting setting = settings.get(option.name());
    return setting != null && setting.isFromOption();
  }

  /** Whether a flag is set, or a value there. */
  public boolean has(Option<?> option) {
    return settings.containsKey(option.name());
  }

  /**
   * The option's value, if it has one.
   *
   * @throws UsageException if it is out of range or of the wrong kind
   */
  public <T> Optional<T> get(Option<T> option) {
    return Optional.ofNullable(settings.get(option.name()))
        .map(setting -> understood(() -> option.read(setting)));
  }

  /**
   * The option's value, or else its default, which must be one that could be given.
   *
   * @throws UsageException if the value is out of range or of the wrong kind
   */
  public <T> T getOrDefault(Option<T> option) {
    return get(option).orElseGet(() -> option.read(Setting.builtIn(option.otherwise().value())));
  }

  /**
   * What the options of a table come to.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public <R> R get(OptionTable<R> table) {
    return understood(() -> table.read(settings));
  }

  private static <T> T understood(Supplier<T> read) {
    try {
      return read.get();
    } catch (InputException e) {
      throw new UsageException(e.getMessage());
    }
  }

  public static Path path(String value, String what) {
    if (value.isEmpty()) {
      throw new UsageException("The file name of " + what + " is empty.");
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException("The file name of " + what + " is not valid: " + e.getMessage());
    }
  }
}
