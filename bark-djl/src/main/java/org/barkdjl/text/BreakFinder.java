package org.barkdjl.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Where a text may be cut, from the best places to the worst. */
final class BreakFinder {
  /** What a cut keeps whole. */
  enum Level {
    PARAGRAPH,
    SENTENCE,
    CLAUSE,
    WORD,
    CLUSTER,
    CODE_POINT;

    /** What is tried where this leaves too much; a code point always fits. */
    Level next() {
      return switch (this) {
        case PARAGRAPH -> SENTENCE;
        case SENTENCE -> CLAUSE;
        case CLAUSE -> WORD;
        case WORD -> CLUSTER;
        case CLUSTER, CODE_POINT -> CODE_POINT;
      };
    }
  }

  /** Ends a clause, or a sentence that ICU does not see, such as one followed by a small letter. */
  private static final String CLAUSE_ENDS = ",;:…—–!?、，；：。．！？।؛،؟";

  private static final String CLOSERS = "\"'”’»›)]」』）】〉》";

  /** Words this short before a full stop are abbreviations more often than not. */
  private static final int ABBREVIATION = 3;

  /** A name follows these; ICU's abbreviations lack them. */
  private static final Set<String> TITLES =
      Set.of(
          "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Gen", "Col", "Capt", "Lt", "Sgt", "St",
          "Mme", "Mlle", "Hr", "Fr", "Nr", "Sr", "Sra", "Srta", "Dra", "Jr", "dr", "prof", "dott",
          "sig", "ing", "avv", "ks", "ul", "mgr", "Doç", "Av", "ул", "им", "проф");

  private static final int LONGEST_TITLE = 4;

  private final String text;
  private final Locale language;
  private final UncutSpans keptWhole;
  private final Map<Level, int[]> found = new EnumMap<>(Level.class);

  BreakFinder(String text, Locale language, UncutSpans keptWhole) {
    this.text = text;
    this.language = language;
    this.keptWhole = keptWhole;
  }

  /** The places within a part, its start and end among them, in order. */
  int[] within(Level level, int start, int end) {
    int[] all = found.computeIfAbsent(level, this::find);
    int from = insertion(all, start + 1);
    int to = insertion(all, end);
    int[] places = new int[to - from + 2];
    places[0] = start;
    System.arraycopy(all, from, places, 1, to - from);
    places[places.length - 1] = end;
    return places;
  }

  private static int insertion(int[] sorted, int value) {
    int at = Arrays.binarySearch(sorted, value);
    return at >= 0 ? at : -at - 1;
  }

  private int[] find(Level level) {
    // ICU takes each end of a line for the end of a sentence.
    String flat = text.replace('\n', ' ').replace('\r', ' ');
    ULocale locale = ULocale.forLocale(language);
    return switch (level) {
      case PARAGRAPH -> keep(paragraphs(), at -> true);
      case SENTENCE ->
          keep(
              places(
                      BreakIterator.getSentenceInstance(
                          locale.setKeywordValue("ss", "standard")), // knows abbreviations
                      flat)
                  .map(this::behindClosers),
              this::endsSentence);
      case CLAUSE -> keep(places(BreakIterator.getLineInstance(locale), flat), this::endsClause);
      case WORD -> keep(places(BreakIterator.getLineInstance(locale), flat), this::endsWord);
      case CLUSTER -> keep(places(BreakIterator.getCharacterInstance(locale), flat), at -> true);
      case CODE_POINT ->
          IntStream.range(1, text.length())
              .filter(at -> !Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)))
              .toArray();
    };
  }

  private int[] keep(IntStream places, IntPredicate allowed) {
    return places.filter(keptWhole::allows).filter(allowed).sorted().distinct().toArray();
  }

  private static IntStream places(BreakIterator iterator, String text) {
    iterator.setText(text);
    IntStream.Builder places = IntStream.builder();
    for (int at = iterator.next(); at != BreakIterator.DONE; at = iterator.next()) {
      places.add(at);
    }
    return places.build();
  }

  /** Behind white space that holds an empty line. */
  private IntStream paragraphs() {
    IntStream.Builder places = IntStream.builder();
    int lines = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (TextNormalizer.isPythonSpace(c)) {
        boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1));
        lines += c == '\u2029' ? 2 : ends ? 1 : 0;
      } else {
        if (lines > 1) {
          places.add(at);
        }
        lines = 0;
      }
    }
    return places.build();
  }

  /** ICU ends a sentence before a closing quotation mark that has a blank before it, as French. */
  private int behindClosers(int at) {
    int end = at;
    while (end < text.length() && CLOSERS.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean closing = end == text.length() || TextNormalizer.isPythonSpace(text.charAt(end));
    if (end == at || !closing) {
      return at;
    }
    while (end < text.length() && TextNormalizer.isPythonSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Not where it goes on with a small letter, nor after an initial or a title. */
  private boolean endsSentence(int at) {
    if (at < text.length() && Character.isLowerCase(text.codePointAt(at))) {
      return false;
    }
    int dot = backOverSpace(at) - 1;
    if (dot <= 0 || text.charAt(dot) != '.') {
      return true;
    }
    String word = text.substring(dot - lettersBefore(dot, LONGEST_TITLE), dot);
    boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
    return !initial && !TITLES.contains(word);
  }

  private boolean endsClause(int at) {
    int end = backOverSpace(at);
    while (end > 0 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
      end = backOverSpace(end - 1);
    }
    if (end == 0) {
      return false;
    }
    return CLAUSE_ENDS.indexOf(text.charAt(end - 1)) >= 0
        || (text.charAt(end - 1) == '.' && lettersBefore(end - 1, ABBREVIATION) > ABBREVIATION);
  }

  private boolean endsWord(int at) {
    char before = text.charAt(at - 1);
    return before != '-' && before != '/';
  }

  private int backOverSpace(int at) {
    int end = at;
    while (end > 0 && TextNormalizer.isPythonSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** How many letters stand before a place; {@code most + 1} if more than that. */
  private int lettersBefore(int at, int most) {
    int start = at;
    while (start > 0 && at - start <= most && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return at - start;
  }
}
