package org.barkdjl.checkpoint;

import java.nio.file.Path;

/** Which file of a distributed Bark is what. */
sealed interface BarkFiles {
  /** The EnCodec in a file of its own, or null if the Bark's own file holds it. */
  Path codec();

  /**
   * The Hub's layout: one file (or an index of several) with all tensors.
   *
   * @param config its {@code config.json}
   */
  record Hub(Path config, Path weights, Path codec) implements BarkFiles {}

  /** Suno's layout: a file a stage. */
  record Suno(Path text, Path coarse, Path fine, Path codec) implements BarkFiles {}
}
