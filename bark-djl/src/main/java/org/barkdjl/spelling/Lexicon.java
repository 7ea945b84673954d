package org.barkdjl.spelling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barkdjl.error.InputException;

/**
 * What to say instead of words and phrases. A line of its file is {@code written = said}; {@code
 * [de]} alone in a line begins those of a language, {@code [*]} those of all, as at the beginning;
 * {@code #} begins a comment.
 *
 * <p>The longest phrase that fits is taken. It stands for whole words, unless a {@code *} at its
 * beginning or end says otherwise. One in small letters stands for any case, one with a capital for
 * itself alone: {@code US = U S} leaves "us" alone.
 */
public final class Lexicon {
  /** Changes nothing. */
  public static final Lexicon EMPTY = new Lexicon(List.of());

  private static final int MOST_BYTES = 1 << 20;
  private static final int LONGEST = 200;
  private static final Pattern LANGUAGE = Pattern.compile("\\[([a-z]{2,3}|\\*)\\]");

  /**
   * A line.
   *
   * @param phrase how it is written, without the stars
   * @param said what to say
   * @param language its code; empty: any
   * @param openStart whether a word may go on before it
   * @param openEnd whether one may go on behind it
   */
  private record Entry(
      String phrase, String said, Optional<String> language, boolean openStart, boolean openEnd) {
    private boolean anyCase() {
      return phrase.equals(phrase.toLowerCase(Locale.ROOT));
    }

    /** Where it ends in a text in which it begins at a place; -1 if it does not. */
    int end(String text, int start, int limit) {
      int end = start + phrase.length();
      if (end > limit || (!openStart && !isEdge(text, start)) || (!openEnd && !isEdge(text, end))) {
        return -1;
      }
      for (int i = 0; i < phrase.length(); i++) {
        char wanted = phrase.charAt(i);
        char found = text.charAt(start + i);
        boolean same =
            found == wanted
                || (wanted == ' '
                    && (Character.isWhitespace(found) || Character.isSpaceChar(found)))
                || (anyCase() && Character.toLowerCase(found) == wanted);
        if (!same) {
          return -1;
        }
      }
      return end;
    }
  }

  /** By the first character of the phrase, in small letters; the longest phrases first. */
  private final Map<Character, List<Entry>> entries = new HashMap<>();

  private Lexicon(List<Entry> lines) {
    lines.forEach(
        entry ->
            entries
                .computeIfAbsent(small(entry.phrase().charAt(0)), c -> new ArrayList<>())
                .add(entry));
    entries
        .values()
        .forEach(
            list ->
                list.sort(
                    Comparator.comparingInt((Entry entry) -> -entry.phrase().length())
                        // Of one length, that with a language, and that with its own case.
                        .thenComparing(entry -> entry.language().isEmpty())
                        .thenComparing(Entry::anyCase)));
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read, naming the line that is wrong
   */
  public static Lexicon read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw InputException.unreadable("the lexicon " + file, e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InputException("The lexicon " + file + " is longer than 1 MiB.");
    }
    try {
      return of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          "The lexicon " + file);
    } catch (CharacterCodingException e) {
      throw new InputException("The lexicon " + file + " is not UTF-8; save it as UTF-8.", e);
    }
  }

  /**
   * Understands the text of a file.
   *
   * @param name what to call it in messages, at their beginning
   */
  public static Lexicon of(String text, String name) {
    List<Entry> entries = new ArrayList<>();
    Map<List<Object>, Integer> seen = new HashMap<>();
    Optional<String> language = Optional.empty();
    int number = 0;
    for (String raw : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R", -1)) {
      number++;
      String line = raw.strip();
      Matcher section = LANGUAGE.matcher(line);
      if (section.matches()) {
        language = Optional.of(section.group(1)).filter(code -> !code.equals("*"));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          Entry entry = entry(line, language);
          Integer before = seen.putIfAbsent(List.of(entry.phrase(), language), number);
          if (before != null) {
            throw new IllegalArgumentException(
                "'" + entry.phrase() + "' is there before, in line " + before);
          }
          entries.add(entry);
        } catch (IllegalArgumentException e) {
          throw new InputException(name + ", line " + number + ": " + e.getMessage() + ".");
        }
      }
    }
    return new Lexicon(entries);
  }

  private static Entry entry(String line, Optional<String> language) {
    int equals = line.indexOf('=', 1);
    if (equals < 0) {
      throw new IllegalArgumentException("it takes 'written = said', or '[de]' for a language");
    }
    String written = line.substring(0, equals).strip();
    String said = line.substring(equals + 1).strip();
    boolean openStart = written.length() > 1 && written.startsWith("*");
    boolean openEnd = written.length() > 1 && written.endsWith("*");
    String phrase =
        written
            .substring(openStart ? 1 : 0, written.length() - (openEnd ? 1 : 0))
            .strip()
            .replaceAll("\\s+", " ");
    if (phrase.isEmpty() || said.isEmpty()) {
      throw new IllegalArgumentException("there is nothing on one side of the '='");
    }
    if (phrase.length() > LONGEST || said.length() > LONGEST) {
      throw new IllegalArgumentException("a side is longer than " + LONGEST + " characters");
    }
    if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw new IllegalArgumentException("there is a control character in it");
    }
    return new Entry(phrase, said, language, openStart, openEnd);
  }

  /** Changes what it knows in the range that the builder looks at. */
  void apply(Locale language, SpelledText.Builder spelled) {
    if (entries.isEmpty()) {
      return;
    }
    String text = spelled.text();
    for (int at = spelled.from(); at < spelled.to(); at++) {
      for (Entry entry : entries.getOrDefault(small(text.charAt(at)), List.of())) {
        boolean fits = entry.language().map(language.getLanguage()::equals).orElse(true);
        int end = fits ? entry.end(text, at, spelled.to()) : -1;
        if (end > 0 && spelled.replace(at, end, said(entry, text, end))) {
          at = end - 1;
          break;
        }
      }
    }
  }

  /** The dot of an abbreviation may be the sentence's, too. */
  private static String said(Entry entry, String text, int end) {
    boolean ends = text.substring(end).isBlank() || text.charAt(end) == '\n';
    return entry.phrase().endsWith(".") && ends && !entry.said().endsWith(".")
        ? entry.said() + "."
        : entry.said();
  }

  private static char small(char c) {
    return Character.toLowerCase(c);
  }

  /** Whether no word goes on at a place; ideographs have no blanks between words. */
  private static boolean isEdge(String text, int place) {
    return place == 0
        || place == text.length()
        || !isOfWord(text.codePointBefore(place))
        || !isOfWord(text.codePointAt(place));
  }

  private static boolean isOfWord(int point) {
    return Character.isLetterOrDigit(point) && !isSyllable(point);
  }

  private static boolean isSyllable(int point) {
    Character.UnicodeScript script = Character.UnicodeScript.of(point);
    return Character.isIdeographic(point)
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || script == Character.UnicodeScript.HANGUL;
  }
}
