package org.barkdjl.options;

import java.util.function.Function;
import org.barkdjl.error.InputException;

/**
 * A value that an option has, and who says so.
 *
 * @param value as it was written
 * @param place how messages begin that find fault with it
 * @param source who says so, in a few words
 */
public record Setting(String value, String place, String source) {
  private static final String OPTION = "option";

  /** What a field of a manifest or of a request says. */
  public static Setting field(String name, String value) {
    return new Setting(value, "Field '" + name + "'", "field");
  }

  /** What an option on a command line says. */
  public static Setting option(String name, String value) {
    return new Setting(value, "Option --" + name, OPTION);
  }

  /** Whether an option on a command line says so. */
  public boolean isFromOption() {
    return source.equals(OPTION);
  }

  public static Setting builtIn(String value) {
    return new Setting(value, "The built-in default", "built in");
  }

  /**
   * What comes of the value.
   *
   * @param parse throws IllegalArgumentException with a sentence that says what is allowed
   * @throws InputException if it was refused, with the place in front
   */
  <T> T read(Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InputException(place + ": " + e.getMessage() + ".", e);
    }
  }
}
