package org.barkdjl.app.config;

/**
 * A line of {@code conf/bark.properties}.
 *
 * @param command whose default it is; empty: that of every command with the option
 * @param option the option's long name
 * @param builtIn the value without any configuration; empty: none, as the option's help tells
 */
record ConfigKey(String command, String option, String builtIn) {
  /** As it is written in files. */
  String name() {
    return name(command, option);
  }

  static String name(String command, String option) {
    return command.isEmpty() ? option : command + "." + option;
  }
}
