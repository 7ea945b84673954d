package org.barkdjl.token;

/** How many tokens there are of each kind, and how many make a second: the same in every Bark. */
public final class TokenSpace {
  /** Semantic tokens: 0 to 9999. */
  public static final int SEMANTIC = 10_000;

  /** Semantic tokens a second of audio, as Suno's code reckons. */
  public static final double SEMANTIC_HZ = 49.9;

  /** Codebooks that the coarse stage draws: the first of EnCodec's. */
  public static final int COARSE_CODEBOOKS = 2;

  /** Codebooks of EnCodec at 6 kbit/s: what the fine stage fills and the codec decodes. */
  public static final int CODEBOOKS = 8;

  /** Entries of a codebook: codes are 0 to 1023. */
  public static final int ENTRIES = 1024;

  /** Frames a second of audio; a frame has one code of each codebook. */
  public static final int FRAME_HZ = 75;

  /** Positions that each of the three GPTs sees. */
  public static final int CONTEXT = 1024;

  private TokenSpace() {}
}
