package org.barkdjl.spelling;

import com.ibm.icu.text.DecimalFormatSymbols;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a language writes and says numbers: what stands in its file, such as {@code en.properties},
 * ICU's words, and patterns made of both.
 */
final class LanguageRules {
  /** Letters that make a number part of a word; ideographs and syllables stand beside numbers. */
  static final String LETTER =
      "[\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]";

  static final String BEFORE = "(?<![\\p{Nd}_#@/\\\\])(?<!" + LETTER + ")(?<!\\p{Nd}[.,:'’])";
  static final String AFTER = "(?![\\p{Nd}_@/\\\\])(?!" + LETTER + ")(?![.,:'’]\\p{Nd})";
  static final String MINUS = "(?<=^|[\\s(])[-−]";

  private final Locale locale;
  private final Properties file;
  private final NumberWords words;
  private final Pattern grouping;
  private final String number;
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  private LanguageRules(Locale locale, Properties file) {
    this.locale = locale;
    this.file = file;
    words = new NumberWords(locale);
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
    String groups = groups(symbols.getGroupingSeparator());
    grouping = Pattern.compile(groups);
    number =
        "(\\p{Nd}{1,3}(?:"
            + groups
            + "\\p{Nd}{3})+|\\p{Nd}+)"
            + "(?:"
            + Pattern.quote(symbols.getDecimalSeparatorString())
            + "(\\p{Nd}+))?";
  }

  /** The rules of a language; empty if there are none. */
  static Optional<LanguageRules> of(Locale locale) {
    return read(locale.getLanguage()).map(file -> new LanguageRules(locale, file));
  }

  /** A file of this package, by its name before {@code .properties}; empty if it is not there. */
  static Optional<Properties> read(String name) {
    try (InputStream in = LanguageRules.class.getResourceAsStream(name + ".properties")) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return Optional.of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands in a value of pairs, {@code a = b; c = d}. */
  static Map<String, String> pairs(String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : value.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0) {
        pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return pairs;
  }

  Locale locale() {
    return locale;
  }

  /** What the file says of a key. */
  Optional<String> get(String key) {
    return Optional.ofNullable(file.getProperty(key));
  }

  Set<String> keys() {
    return file.stringPropertyNames();
  }

  NumberWords words() {
    return words;
  }

  /** A number: the groups of its whole part and of its decimals, for {@link #value}. */
  String number() {
    return number;
  }

  /** Patterns are made of a language's own words, once each. */
  Pattern compiled(String regex) {
    return patterns.computeIfAbsent(regex, Pattern::compile);
  }

  /** A pattern of numbers that are not part of a longer chain. */
  Pattern pattern(String regex) {
    return compiled(BEFORE + "(?<![-–])" + regex + "(?![\\p{Nd}_@/\\\\-])");
  }

  /** The rule of a key where a certain word stands before the number: {@code key_word}. */
  Optional<String> ruleAfter(String key, String text, MatchResult match) {
    return get(key + "_" + wordBefore(text, match.start()).toLowerCase(Locale.ROOT));
  }

  /** The number in two groups, that of its whole part and that of its decimals. */
  Optional<BigDecimal> value(MatchResult match, int group) {
    String whole = ascii(grouping.matcher(match.group(group)).replaceAll(""));
    String decimals = match.group(group + 1) == null ? "" : ascii(match.group(group + 1));
    if (whole.length() + decimals.length() > NumberWords.MOST_DIGITS) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(decimals.isEmpty() ? whole : whole + "." + decimals);
    BigDecimal stripped = value.stripTrailingZeros();
    return Optional.of(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }

  /** Whatever digits a language has. */
  static String ascii(String number) {
    return number
        .codePoints()
        .mapToObj(point -> Integer.toString(Character.digit(point, 10)))
        .collect(Collectors.joining());
  }

  static int digits(MatchResult match, int group) {
    return Integer.parseInt(ascii(match.group(group)));
  }

  static String wordBefore(String text, int place) {
    int end = place;
    while (end > 0 && Character.isSpaceChar(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  /** Where groups of three are parted by a blank, any that does not break a line may be there. */
  private static String groups(char separator) {
    return Character.isSpaceChar(separator)
        ? "[\\u00A0\\u202F\\u2009 ]"
        : "[" + (separator == '.' ? "\\." : separator) + "\\u00A0\\u202F\\u2009]";
  }
}
