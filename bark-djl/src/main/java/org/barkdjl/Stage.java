package org.barkdjl;

/** The stages of the pipeline, in order. */
public enum Stage {
  /** Text to semantic tokens; a step is a token, 49.9 a second of audio. */
  SEMANTIC(0),
  /** Semantic tokens to codebooks 0 and 1; a step is a token, 150 a second of audio. */
  COARSE(1),
  /** Codebooks 2 to 7; a step is one codebook of one window of 1024 frames. */
  FINE(2),
  /** Codes to samples; a step is a frame, 75 a second of audio. */
  CODEC(3);

  /** Which of a seed's streams the stage draws from: part of what a seed means, never changed. */
  final int stream;

  Stage(int stream) {
    this.stream = stream;
  }
}
