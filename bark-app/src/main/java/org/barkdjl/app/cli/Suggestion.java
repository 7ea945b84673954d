package org.barkdjl.app.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Guesses what a mistyped word was meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** The candidate nearest to the word, if at most {@code limit} slips apart. */
  public static Optional<String> of(String word, Collection<String> candidates, int limit) {
    record Match(String candidate, int distance) {}
    DamerauLevenshteinDistance slips = new DamerauLevenshteinDistance(limit);
    return candidates.stream()
        .map(candidate -> new Match(candidate, slips.apply(word, candidate)))
        .filter(match -> match.distance() >= 0) // negative: more slips than the limit
        .min(Comparator.comparingInt(Match::distance))
        .map(Match::candidate);
  }
}
