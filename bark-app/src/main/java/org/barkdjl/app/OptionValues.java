package org.barkdjl.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * Reads the values of options; what is wrong with one is said with the option's name.
 *
 * @param line the parsed line
 */
record OptionValues(CommandLine line) {
  Optional<String> text(Option option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  Optional<Path> path(Option option) {
    return text(option).map(value -> path(value, LineParser.name(option)));
  }

  /**
   * The value as something that may refuse it.
   *
   * @param parse throws IllegalArgumentException with a sentence that says what is allowed
   */
  <T> Optional<T> checked(Option option, Function<String, T> parse) {
    return text(option)
        .map(
            value -> {
              try {
                return parse.apply(value);
              } catch (IllegalArgumentException e) {
                throw new UsageException(
                    "Option " + LineParser.name(option) + ": " + e.getMessage() + ".");
              }
            });
  }

  /** The settings with the option's value put in, or as they are without the option. */
  <R> R apply(Option option, R settings, BiFunction<R, String, R> change) {
    return checked(option, value -> change.apply(settings, value)).orElse(settings);
  }

  /** Parses a number; for use with {@link #checked} and {@link #apply}. */
  static double real(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it takes a number, not '" + value + "'", e);
    }
  }

  /** Parses a whole number; for use with {@link #checked} and {@link #apply}. */
  static long whole(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it takes a whole number, not '" + value + "'", e);
    }
  }

  /** Parses a whole number from 0 to {@code most}. */
  static int count(String value, int most) {
    long number = whole(value);
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("it takes 0 to " + most + ", not " + value);
    }
    return (int) number;
  }

  static Path path(String value, String what) {
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
