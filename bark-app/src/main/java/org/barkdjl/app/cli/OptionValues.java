package org.barkdjl.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * Reads the values of options; what is wrong with one is said with who set it: the option's name,
 * or where a default of the user's own stands.
 *
 * @param line the parsed line
 * @param settings the values, by the options' long names
 */
public record OptionValues(CommandLine line, Map<String, Setting> settings) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  /** Nothing but what the line says. */
  public static OptionValues of(CommandLine line) {
    return of(line, Map.of());
  }

  /** What the line says, and defaults for options that it lacks. */
  public static OptionValues of(CommandLine line, Map<String, Setting> defaults) {
    Map<String, Setting> settings = new HashMap<>(defaults);
    for (Option option : line.getOptions()) {
      if (option.hasArg()) {
        settings.put(option.getLongOpt(), Setting.of(option));
      }
    }
    return new OptionValues(line, settings);
  }

  /** As if the other options had no values. */
  public OptionValues only(Collection<Option> options) {
    Map<String, Setting> kept = new HashMap<>(settings);
    kept.keySet().retainAll(options.stream().map(Option::getLongOpt).toList());
    return new OptionValues(line, kept);
  }

  /** The values as they were written, by the options' long names. */
  public Map<String, String> texts() {
    return settings.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }

  public Optional<String> text(Option option) {
    return setting(option).map(Setting::value);
  }

  public Optional<Path> path(Option option) {
    return text(option).map(value -> path(value, LineParser.name(option)));
  }

  private Optional<Setting> setting(Option option) {
    return Optional.ofNullable(settings.get(option.getLongOpt()));
  }

  /**
   * The value as something that may refuse it.
   *
   * @param parse throws IllegalArgumentException with a sentence that says what is allowed
   */
  public <T> Optional<T> checked(Option option, Function<String, T> parse) {
    return setting(option)
        .map(
            setting -> {
              try {
                return parse.apply(setting.value());
              } catch (IllegalArgumentException e) {
                throw new UsageException(setting.place() + ": " + e.getMessage() + ".");
              }
            });
  }

  /** The settings with the option's value put in, or as they are without the option. */
  public <R> R apply(Option option, R settings, BiFunction<R, String, R> change) {
    return checked(option, value -> change.apply(settings, value)).orElse(settings);
  }

  /** Parses a number; for use with {@link #checked} and {@link #apply}. */
  public static double real(String value) {
    // Java would take NaN, 0x1p3 and 1d, too.
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("it takes a number, not '" + value + "'");
    }
    return number;
  }

  /** Parses a whole number; for use with {@link #checked} and {@link #apply}. */
  public static long whole(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it takes a whole number, not '" + value + "'", e);
    }
  }

  /** Parses a whole number from 0 to {@code most}. */
  public static int count(String value, int most) {
    long number = whole(value);
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("it takes 0 to " + most + ", not " + value);
    }
    return (int) number;
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
