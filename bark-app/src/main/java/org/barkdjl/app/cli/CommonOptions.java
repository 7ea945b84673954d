package org.barkdjl.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.Option;

/** Options that several commands share. */
public final class CommonOptions {
  public static final Option<Boolean> HELP = Option.flag("help", "Show this help.").letter("h");
  public static final Option<Boolean> DEBUG =
      Option.flag("debug", "Log in detail, and show where a failure comes from.");
  public static final Option<Boolean> QUIET =
      Option.flag("quiet", "Show no progress and no summary; warnings remain.").letter("q");
  public static final Option<String> MODEL =
      Option.text("model", "NAME", "The model, or its folder.")
          .letter("m")
          .byDefault(ModelStore.EMBEDDED);

  private CommonOptions() {}

  /** The command's options and those that every command has, in the order of the help. */
  static List<Option<?>> of(Command command) {
    List<Option<?>> all = new ArrayList<>(command.options());
    all.add(DEBUG);
    all.add(HELP);
    return all;
  }

  /** An option that names a file. */
  public static Option<Path> file(String name, String help) {
    return Option.of(name, "FILE", help, value -> OptionValues.path(value, "--" + name))
        .forOneRun();
  }
}
