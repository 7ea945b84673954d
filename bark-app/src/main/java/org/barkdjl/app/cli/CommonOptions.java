package org.barkdjl.app.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.model.ModelStore;

/** Options that several commands share. */
public final class CommonOptions {
  public static final Option HELP = flag("h", "help", "Show this help.");
  public static final Option DEBUG =
      flag(null, "debug", "Log in detail, and show where a failure comes from.");
  public static final Option MODEL =
      value(
          "m", "model", "NAME", "The model, or its folder. Default: " + ModelStore.EMBEDDED + ".");

  private CommonOptions() {}

  /** The command's options and those that every command has, in the order of the help. */
  static Options of(Command command) {
    Options all = new Options();
    command.options().getOptions().forEach(all::addOption);
    return all.addOption(DEBUG).addOption(HELP);
  }

  public static Option flag(String letter, String name, String description) {
    return Option.builder(letter).longOpt(name).desc(description).get();
  }

  public static Option value(String letter, String name, String argument, String description) {
    return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(description).get();
  }
}
