package org.barkdjl.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.barkdjl.text.BreakFinder.Level;

/**
 * Splits a text into pieces that a model can speak at once. Pieces hold whole sentences if these
 * fit, else whole clauses, else whole words, and are about equally long within a paragraph. No
 * character but white space and invisible ones is lost or moved.
 */
public final class TextSplitter {
  /** Shorter pieces would cut words. */
  static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);

  /** No more code points, so no more tokens either, also with what {@link Song} adds. */
  private static final int MOST_CODE_POINTS = PromptTokens.MAX_TEXT_TOKENS - Song.ADDED;

  /** How long the first of several pieces should be at least: enough for a voice to settle. */
  private static final double START_SECONDS = 2;

  /** Rounds of bisection that even the pieces out: to a thousandth of the limit. */
  private static final int ROUNDS = 10;

  private final Locale language;
  private final double longestSeconds;

  /**
   * @param language whose abbreviations and words are known; ROOT: none's
   * @param longest how long a piece may take to speak, by {@link SpeechLength}; 1 s at least
   */
  public TextSplitter(Locale language, Duration longest) {
    if (longest.compareTo(SHORTEST_LIMIT) < 0) {
      throw new IllegalArgumentException("a piece must be allowed 1 s or more, not " + longest);
    }
    this.language = language;
    this.longestSeconds = longest.toNanos() / 1e9;
  }

  /**
   * The pieces, trimmed, in order. None if there is nothing but white space; the whole text if it
   * fits. A piece has fewer than {@value PromptTokens#MAX_TEXT_TOKENS} tokens, since it has fewer
   * code points.
   */
  public List<String> split(String text) {
    SpeechLength length = new SpeechLength(text);
    if (fits(length, 0, text.length(), longestSeconds)) {
      String trimmed = TextNormalizer.trim(text);
      return trimmed.isEmpty() ? List.of() : List.of(trimmed);
    }
    return new Splitting(text, length).run();
  }

  /**
   * Divides the first of several pieces once more behind its first sentence, or the first few, so
   * that a long text begins to be heard as soon as a short one. Two seconds stay on either side.
   */
  List<String> startingSoon(List<String> pieces) {
    if (pieces.size() < 2) {
      return pieces;
    }
    String first = pieces.get(0);
    SpeechLength length = new SpeechLength(first);
    int cut =
        IntStream.of(new Splitting(first, length).breaks.within(Level.SENTENCE, 0, first.length()))
            .filter(place -> length.seconds(0, place) >= START_SECONDS)
            .findFirst()
            .orElse(first.length());
    if (length.seconds(cut, first.length()) < START_SECONDS) {
      return pieces;
    }
    List<String> divided = new ArrayList<>(pieces);
    divided.set(0, TextNormalizer.trim(first.substring(0, cut)));
    divided.add(1, TextNormalizer.trim(first.substring(cut)));
    return divided;
  }

  private static boolean fits(SpeechLength length, int start, int end, double seconds) {
    return length.seconds(start, end) <= seconds
        && length.codePoints(start, end) <= MOST_CODE_POINTS;
  }

  private final class Splitting {
    private final String text;
    private final SpeechLength length;
    private final BreakFinder breaks;
    private final List<int[]> pieces = new ArrayList<>(); // start and end each

    Splitting(String text, SpeechLength length) {
      this.text = text;
      this.length = length;
      breaks = new BreakFinder(text, language, new UncutSpans(text, this::fits));
    }

    List<String> run() {
      split(0, text.length(), Level.PARAGRAPH);
      List<String> texts = new ArrayList<>();
      for (int[] piece : new SilentPieces(text).attach(pieces)) {
        String trimmed = TextNormalizer.trim(text.substring(piece[0], piece[1]));
        if (!trimmed.isEmpty()) {
          texts.add(trimmed);
        }
      }
      return texts;
    }

    private void split(int start, int end, Level level) {
      if (fits(start, end)) {
        pieces.add(new int[] {start, end});
        return;
      }
      int[] places = breaks.within(level, start, end);
      int from = 0;
      for (int i = 0; i + 1 < places.length; i++) {
        boolean fits = fits(places[i], places[i + 1]);
        if (!fits || level == Level.PARAGRAPH) {
          merge(places, from, i);
          split(places[i], places[i + 1], level.next());
          from = i + 1;
        }
      }
      merge(places, from, places.length - 1);
    }

    /** Makes as few pieces as possible of what lies between two places, and these even. */
    private void merge(int[] places, int from, int to) {
      if (from == to) {
        return;
      }
      List<int[]> best = fill(places, from, to, longestSeconds);
      double most = longestSeconds;
      double least = length.seconds(places[from], places[to]) / best.size();
      for (int round = 0; round < ROUNDS && best.size() > 1; round++) {
        double seconds = (least + most) / 2;
        List<int[]> even = fill(places, from, to, seconds);
        if (even.size() == best.size()) {
          best = even;
          most = seconds;
        } else {
          least = seconds;
        }
      }
      pieces.addAll(best);
    }

    private List<int[]> fill(int[] places, int from, int to, double seconds) {
      List<int[]> filled = new ArrayList<>();
      int start = from;
      for (int i = from + 1; i <= to; i++) {
        if (i > start + 1 && !fits(places[start], places[i], seconds)) {
          filled.add(new int[] {places[start], places[i - 1]});
          start = i - 1;
        }
      }
      filled.add(new int[] {places[start], places[to]});
      return filled;
    }

    private boolean fits(int start, int end) {
      return fits(start, end, longestSeconds);
    }

    private boolean fits(int start, int end, double seconds) {
      return TextSplitter.fits(length, start, end, seconds);
    }
  }
}
