package org.barkdjl.text;

/**
 * Marks the pieces of a song. Bark sings what stands between two notes, {@code ♪ like this ♪}; of a
 * song that is divided, each piece needs notes of its own at its ends.
 */
final class Song {
  /** The code points that this may add to a piece. */
  static final int ADDED = 4;

  private static final String NOTE = "♪";

  private long left;
  private boolean singing;

  /**
   * @param text all that the pieces are cut from; a last note without a partner is no song
   */
  Song(String text) {
    left = notes(text) / 2 * 2;
  }

  /** The next piece with the notes that the cuts took from it. */
  String mark(String piece) {
    boolean goesOn = singing;
    long notes = Math.min(left, notes(piece));
    left -= notes;
    singing ^= notes % 2 == 1;
    String marked = goesOn ? begun(piece) : piece;
    return singing ? ended(marked) : marked;
  }

  /** A note in front here would be the song's last, alone. */
  private static String begun(String piece) {
    return piece.startsWith(NOTE)
        ? piece.substring(NOTE.length()).stripLeading()
        : NOTE + " " + piece;
  }

  private static String ended(String piece) {
    return piece.endsWith(NOTE)
        ? piece.substring(0, piece.length() - NOTE.length()).stripTrailing()
        : piece + " " + NOTE;
  }

  private static long notes(String text) {
    return text.chars().filter(c -> c == NOTE.charAt(0)).count();
  }
}
