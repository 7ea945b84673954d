package org.barkdjl.app.cli;

import java.util.Arrays;
import java.util.Locale;

/** How {@code bark batch} shows how far it is. */
public enum ProgressKind {
  /** A line on a terminal, else nothing. */
  AUTO,
  /** For machines: a JSON object a line. */
  JSON,
  NONE;

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ProgressKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("it takes auto, json or none, not '" + name + "'"));
  }
}
