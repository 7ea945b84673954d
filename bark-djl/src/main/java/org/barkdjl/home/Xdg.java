package org.barkdjl.home;

import java.nio.file.Path;
import java.util.Map;

/** The folders of the XDG base directory specification. */
public final class Xdg {
  private static final String NAME = "bark-djl";

  private Xdg() {}

  /**
   * Bark's folder below {@code $variable}, else below the user's home. As the specification
   * demands, a relative path in the variable is ignored.
   *
   * @param fallback the folder in the user's home
   * @param userHome the home folder if {@code $HOME} is not set
   * @return absolute
   */
  public static Path folder(
      Map<String, String> environment, String variable, String fallback, String userHome) {
    String given = environment.getOrDefault(variable, "");
    if (!given.isEmpty() && Path.of(given).isAbsolute()) {
      return Path.of(given, NAME);
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? userHome : home)
        .toAbsolutePath()
        .resolve(fallback)
        .resolve(NAME);
  }
}
