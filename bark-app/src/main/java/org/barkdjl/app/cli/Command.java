package org.barkdjl.app.cli;

import java.io.IOException;
import java.util.List;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;

/** One command of {@code bark}. */
public interface Command {
  /** The word that calls it. */
  String name();

  /** What it does, in half a sentence. */
  String summary();

  /** Its arguments, as the usage line shows them. */
  String synopsis();

  /** Its own options, in the order of the help; {@code --help} and {@code --debug} come to all. */
  List<Option<?>> options();

  /** Those tables that its options are from, as far as they are from tables. */
  default List<OptionTable<?>> tables() {
    return List.of();
  }

  /** What its help says below the options; may be empty. */
  default String notes() {
    return "";
  }

  /** Whether options that its line lacks may have defaults of the user's own. */
  default boolean takesDefaults() {
    return false;
  }

  /** Whether its results are files; what it prints of them may then be lost. */
  default boolean writesFiles() {
    return false;
  }

  /**
   * Runs it; a failure is thrown and becomes an {@link ExitCode}.
   *
   * @param values what its line says, and defaults of the user's own for what the line lacks
   * @throws UsageException if the line cannot be understood
   */
  ExitCode run(OptionValues values, Context context) throws IOException;
}
