package org.barkdjl.app.cli;

import java.io.IOException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One command of {@code bark}. */
public interface Command {
  /** The word that calls it. */
  String name();

  /** What it does, in half a sentence. */
  String summary();

  /** Its arguments, as the usage line shows them. */
  String synopsis();

  /** Its own options; {@code --help} and {@code --debug} come to every command. */
  Options options();

  /** What its help says below the options; may be empty. */
  default String notes() {
    return "";
  }

  /** Whether options that its line lacks may have defaults of the user's own. */
  default boolean takesDefaults() {
    return false;
  }

  /**
   * Runs it; a failure is thrown and becomes an {@link ExitCode}.
   *
   * @throws UsageException if the line cannot be understood
   */
  ExitCode run(CommandLine line, Context context) throws IOException;
}
