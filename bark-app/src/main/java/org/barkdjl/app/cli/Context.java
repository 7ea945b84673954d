package org.barkdjl.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.home.BarkHome;
import org.barkdjl.home.Xdg;

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
  /** Where the user's own voices lie; may not exist. They are data, and no cache. */
  public Path voices() {
    String home = System.getProperty("user.home");
    return Xdg.folder(environment, "XDG_DATA_HOME", ".local/share", home).resolve("voices");
  }

  public BarkHome home() {
    return BarkHome.of(environment, System.getProperty("user.home"));
  }
}
