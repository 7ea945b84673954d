package org.barkdjl;

import java.util.Optional;
import org.barkdjl.voice.Voice;

/**
 * The tokens of every stage of a generation. The arrays are the result's own; do not change them.
 *
 * @param text WordPiece ids of the whole text, before the offset of 10 048: (n)
 * @param semantic 0 to 9999: (t), 49.9 a second
 * @param coarse codebooks 0 and 1, entries 0 to 1023: (2, frames), 75 frames a second
 * @param fine codebooks 0 to 7, entries 0 to 1023: (8, frames)
 * @param codec what identifies the codec whose codes these are, if known
 */
public record BarkTokens(
    int[] text, int[] semantic, int[][] coarse, int[][] fine, Optional<String> codec) {
  /**
   * These as a voice that others can go on with.
   *
   * @throws org.barkdjl.error.InputException if they are too few for a voice
   */
  public Voice toVoice(String name) {
    return new Voice(name, semantic, coarse, fine, codec);
  }
}
