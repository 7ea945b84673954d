package org.barkdjl.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces without a letter or digit, such as the stars between two scenes. A model would invent
 * speech for them, so they go with the piece before, or else behind.
 */
final class SilentPieces {
  private final String text;

  SilentPieces(String text) {
    this.text = text;
  }

  /** Attaches them to their neighbours where these leave room for their tokens. */
  List<int[]> attach(List<int[]> pieces) {
    List<int[]> attached = new ArrayList<>();
    for (int[] piece : pieces) {
      int[] last = attached.isEmpty() ? null : attached.get(attached.size() - 1);
      if (last != null && (!isSpoken(piece) || !isSpoken(last)) && hasRoom(last[0], piece[1])) {
        last[1] = piece[1];
      } else {
        attached.add(piece.clone());
      }
    }
    return attached;
  }

  /** Whether there is anything to pronounce or to sing. */
  static boolean saysSomething(String piece) {
    return piece.codePoints().anyMatch(point -> point == '♪' || Character.isLetterOrDigit(point));
  }

  private boolean isSpoken(int[] piece) {
    return text.substring(piece[0], piece[1]).codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private boolean hasRoom(int start, int end) {
    return text.codePointCount(start, end) <= PromptTokens.MAX_TEXT_TOKENS;
  }
}
