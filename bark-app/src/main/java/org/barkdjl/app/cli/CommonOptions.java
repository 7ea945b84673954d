package org.barkdjl.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.Option;
import org.barkdjl.spelling.Lexicon;

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

  public static final Option<Path> LEXICON =
      Option.of(
              "lexicon",
              "FILE",
              "What to say instead of words and phrases: a line 'written = said' each.",
              value -> OptionValues.path(value, "--lexicon"))
          .otherwise("none");

  private CommonOptions() {}

  /** The lexicon of that file. */
  public static Lexicon lexicon(Optional<Path> file) {
    return file.map(Lexicon::read).orElse(Lexicon.EMPTY);
  }

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

  /** An option that names a file to write. */
  public static Option<Path> newFile(String name, String help) {
    return Option.of(name, "FILE", help, value -> pathToWrite(value, "--" + name)).forOneRun();
  }

  private static Path pathToWrite(String value, String option) {
    if (value.equals("-")) {
      throw new UsageException(
          "Option %s: it writes to a file, not to standard output; name one.".formatted(option));
    }
    return OptionValues.path(value, option);
  }
}
