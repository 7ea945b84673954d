package org.barkdjl.voice;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
final class CloseMatches {
  private static final int MOST = 5;

  /** Longer input is no slip of the hand, and would only cost time. */
  private static final int LONGEST = 100;

  private CloseMatches() {}

  /**
   * At most five of {@code names}, the closest first: those that contain it, or nearly equal it.
   */
  static List<String> of(String wanted, Collection<String> names) {
    String key = wanted.toLowerCase(Locale.ROOT);
    if (key.isEmpty() || key.length() > LONGEST) {
      return List.of();
    }
    record Match(String name, int distance) {}
    return names.stream()
        .map(name -> new Match(name, distance(key, name.toLowerCase(Locale.ROOT))))
        .filter(match -> match.distance() <= Math.max(2, key.length() / 4))
        .sorted(Comparator.comparingInt(Match::distance))
        .limit(MOST)
        .map(Match::name)
        .toList();
  }

  /** Also the last part of a name may be meant: en_speaker_6 for v2/en_speaker_6. */
  private static int distance(String key, String name) {
    return name.contains(key)
        ? 1
        : Math.min(edits(key, name), edits(key, name.substring(name.lastIndexOf('/') + 1)) + 1);
  }

  /** Levenshtein's distance: insertions, deletions and replacements of characters. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
