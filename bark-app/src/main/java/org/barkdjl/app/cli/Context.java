package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.barkdjl.app.Commands;
import org.barkdjl.app.config.ConfigFile;
import org.barkdjl.app.config.ConfigKeys;
import org.barkdjl.app.config.Configuration;

/**
 * What a command has of the world outside.
 *
 * @param terminal its streams
 * @param environment the environment variables; nothing below the command line reads them
 * @param conf the folder of the defaults that come with bark, as the launcher tells it
 * @param cancellation whether the user wants it to stop
 */
public record Context(
    Terminal terminal,
    Map<String, String> environment,
    Optional<Path> conf,
    Cancellation cancellation) {
  public BarkHome home() {
    return BarkHome.of(environment, System.getProperty("user.home"));
  }

  /** Files with defaults of the user's own, the stronger first. */
  public List<ConfigFile> configFiles() {
    return Configuration.files(environment, System.getProperty("user.home"), conf);
  }

  /**
   * Defaults of the user's own; warns of variables that mean nothing.
   *
   * @throws UsageException if a file is not as it must be
   */
  public Configuration configuration() throws IOException {
    Configuration configuration =
        Configuration.read(new ConfigKeys(Commands.all()), configFiles(), environment);
    configuration.warnings().forEach(text -> terminal.err().println("bark: warning: " + text));
    return configuration;
  }

  /** The values of a command's options: what its line says, else defaults of the user's own. */
  public OptionValues values(Command command, CommandLine line) throws IOException {
    return OptionValues.of(line, configuration().of(command));
  }
}
