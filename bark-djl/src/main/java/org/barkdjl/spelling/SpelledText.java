package org.barkdjl.spelling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as it is written and as it is said. */
public final class SpelledText {
  private record Change(int start, int end, int spokenStart, int spokenEnd) {}

  private final String written;
  private final String spoken;
  private final List<Change> changes;

  private SpelledText(String written, String spoken, List<Change> changes) {
    this.written = written;
    this.spoken = spoken;
    this.changes = changes;
  }

  /** What to say. */
  public String spoken() {
    return spoken;
  }

  /**
   * How pieces of what is said are written. Where words that stand for one number are divided, the
   * number belongs to the piece with the first of them.
   *
   * @param pieces stretches of the spoken text, in their order
   */
  public List<String> written(List<String> pieces) {
    List<String> found = new ArrayList<>();
    int from = 0;
    for (String piece : pieces) {
      int start = spoken.indexOf(piece, from);
      if (start < 0) {
        throw new IllegalArgumentException("'" + piece + "' is no piece of what is said");
      }
      from = start + piece.length();
      int first = writtenAt(start, true);
      int last = writtenAt(from, false);
      found.add(first < last ? written.substring(first, last).strip() : piece);
    }
    return found;
  }

  private int writtenAt(int place, boolean isStart) {
    int shift = 0;
    for (Change change : changes) {
      if (change.spokenStart() >= place) {
        break;
      }
      if (place < change.spokenEnd() || (place == change.spokenEnd() && !isStart)) {
        return change.end();
      }
      shift = change.end() - change.spokenEnd();
    }
    return place + shift;
  }

  /** Collects changes of a text, each of a place that none before it has taken. */
  static final class Builder {
    private final String text;
    private final BitSet taken = new BitSet();
    private final NavigableMap<Integer, String> spoken = new TreeMap<>();
    private final NavigableMap<Integer, Integer> ends = new TreeMap<>();
    private int from;
    private int to;

    Builder(String text) {
      this.text = text;
      this.to = text.length();
    }

    String text() {
      return text;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }

    /** From here on only what lies between two places is looked at; the rest is its context. */
    void within(int start, int end) {
      from = start;
      to = end;
    }

    /** Nothing in what is found will be changed. */
    void keep(Pattern pattern) {
      each(pattern, match -> taken.set(match.start(), match.end()));
    }

    /** Says something else for each place that is found and free, where {@code say} knows what. */
    void replace(Pattern pattern, Function<MatchResult, Optional<String>> say) {
      each(
          pattern,
          match -> say.apply(match).ifPresent(words -> replace(match.start(), match.end(), words)));
    }

    /** Whether a place is free, then it is taken. */
    boolean replace(int start, int end, String words) {
      int used = taken.nextSetBit(start);
      if (used >= 0 && used < end) {
        return false;
      }
      taken.set(start, end);
      spoken.put(start, words);
      ends.put(start, end);
      return true;
    }

    private void each(Pattern pattern, Consumer<MatchResult> work) {
      Matcher matcher = pattern.matcher(text).region(from, to);
      matcher.useTransparentBounds(true).useAnchoringBounds(false);
      while (matcher.find()) {
        int used = taken.nextSetBit(matcher.start());
        if (used < 0 || used >= matcher.end()) {
          work.accept(matcher.toMatchResult());
        }
      }
    }

    SpelledText build() {
      StringBuilder said = new StringBuilder();
      List<Change> changes = new ArrayList<>();
      int at = 0;
      for (int start : spoken.keySet()) {
        said.append(text, at, start);
        int spokenStart = said.length();
        said.append(spoken.get(start));
        at = ends.get(start);
        changes.add(new Change(start, at, spokenStart, said.length()));
      }
      said.append(text, at, text.length());
      return new SpelledText(text, said.toString(), changes);
    }
  }
}
