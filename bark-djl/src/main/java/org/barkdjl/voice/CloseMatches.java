package org.barkdjl.voice;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Finds the names that somebody may have meant. */
final class CloseMatches {
  private static final int MOST = 5;

  /** Longer input is no slip of the hand, and would only cost time. */
  private static final int LONGEST = 100;

  private static final DamerauLevenshteinDistance EDITS = new DamerauLevenshteinDistance();

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
        : Math.min(
            EDITS.apply(key, name),
            EDITS.apply(key, name.substring(name.lastIndexOf('/') + 1)) + 1);
  }
}
