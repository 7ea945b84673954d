package org.barkdjl.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.home.BarkHome;

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
}
