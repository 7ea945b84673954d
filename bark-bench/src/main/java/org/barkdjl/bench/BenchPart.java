package org.barkdjl.bench;

import java.util.Locale;

/** What can be measured, in the order in which it is. */
public enum BenchPart {
  SEMANTIC,
  COARSE,
  FINE,
  CODEC,
  /** A text to audio, through all stages. */
  PIPELINE,
  /** What a decoding step costs beside arithmetic, in both forms of decoding. */
  DISPATCH;

  /** The name in options and reports: {@code semantic}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part of that name; throws IllegalArgumentException that lists the names. */
  public static BenchPart of(String id) {
    for (BenchPart part : values()) {
      if (part.id().equals(id)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "stages are semantic, coarse, fine, codec, pipeline and dispatch, not " + id);
  }
}
