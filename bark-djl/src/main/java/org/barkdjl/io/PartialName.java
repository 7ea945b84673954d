package org.barkdjl.io;

import java.nio.file.Path;

/** How files are called that hold a part only of what was wanted. */
public final class PartialName {
  private static final String MARK = ".partial";

  private PartialName() {}

  /** {@code story.partial.wav} for {@code story.wav}, beside it. */
  public static Path of(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return file.resolveSibling(name.substring(0, end) + MARK + name.substring(end));
  }
}
