package org.barkdjl.app;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.model.ModelStore;

/** Options that several commands share. */
final class CommonOptions {
  static final Option HELP = flag("h", "help", "Show this help.");
  static final Option DEBUG =
      flag(null, "debug", "Log in detail, and show where a failure comes from.");
  static final Option MODEL =
      value(
          "m", "model", "NAME", "The model, or its folder. Default: " + ModelStore.EMBEDDED + ".");

  private CommonOptions() {}

  /** The command's options and those that every command has, in the order of the help. */
  static Options of(Command command) {
    Options all = new Options();
    command.options().getOptions().forEach(all::addOption);
    return all.addOption(DEBUG).addOption(HELP);
  }

  static Option flag(String letter, String name, String description) {
    return Option.builder(letter).longOpt(name).desc(description).get();
  }

  static Option value(String letter, String name, String argument, String description) {
    return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(description).get();
  }
}
