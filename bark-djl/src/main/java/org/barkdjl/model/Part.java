package org.barkdjl.model;

import java.util.Locale;

/** The four models of a Bark. */
public enum Part {
  SEMANTIC,
  COARSE,
  FINE,
  CODEC;

  /** The name in file names: {@code semantic}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
