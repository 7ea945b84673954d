package org.barkdjl.app.cli;

import org.apache.commons.cli.Option;

/**
 * A value that an option has, and who says so.
 *
 * @param value as it was written
 * @param place how messages begin that find fault with it
 * @param source who says so, in a few words
 */
public record Setting(String value, String place, String source) {
  /** What the command line says. */
  static Setting of(Option option) {
    return new Setting(option.getValue(), "Option " + LineParser.name(option), "option");
  }

  public static Setting builtIn(String value) {
    return new Setting(value, "The built-in default", "built in");
  }
}
