package org.barkdjl.spelling;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.MeasureUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says numbers, and what is made of numbers, in the words of a language. ICU knows the words; how
 * dates, times and ordinals are written stands in a file a language, {@code en.properties}. What
 * fits no rule, such as {@code 1/2}, {@code MP3} or {@code 1.2.3}, is left as it is.
 */
final class InWords {
  private static final Map<String, Optional<InWords>> KNOWN = new ConcurrentHashMap<>();

  /** Letters that make a number part of a word; ideographs and syllables stand beside numbers. */
  private static final String LETTER =
      "[\\p{L}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]";

  private static final String BEFORE =
      "(?<![\\p{Nd}_#@/\\\\])(?<!" + LETTER + ")(?<!\\p{Nd}[.,:'’])";
  private static final String AFTER = "(?![\\p{Nd}_@/\\\\])(?!" + LETTER + ")(?![.,:'’]\\p{Nd})";

  /** Addresses, paths, versions: what has numbers that nobody counts with. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b\\w+://\\S+|\\S+@\\S+\\.\\S+|\\bwww\\.\\S+|(?<!\\S)[~.]?/\\S+"
              + "|(?<![\\p{Nd}.])\\p{Nd}+(?:\\.\\p{Nd}+){3,}(?![\\p{Nd}])"
              + "|\\b[vV]?\\p{Nd}+\\.\\p{Nd}{1,2}\\.\\p{Nd}{1,3}\\b(?!\\.\\p{Nd})");

  /** Numbers of telephones, books and days that there are not. */
  private static final Pattern CHAIN =
      Pattern.compile("(?<![\\p{Nd}-])\\p{Nd}+(?:-\\p{Nd}+){2,}(?![\\p{Nd}-])");

  private static final String MINUS = "(?<=^|[\\s(])[-−]";

  private static final Pattern TELEPHONE =
      Pattern.compile("(?<![\\p{Nd}\\p{L}])\\+\\p{Nd}(?:[ ()/-]{0,2}\\p{Nd}){6,14}(?!\\p{Nd})");

  private static final Map<String, MeasureUnit> UNITS = new LinkedHashMap<>();
  private static final Map<String, String> CURRENCIES = new LinkedHashMap<>();

  static {
    UNITS.put("km/h", MeasureUnit.KILOMETER_PER_HOUR);
    UNITS.put("mph", MeasureUnit.MILE_PER_HOUR);
    UNITS.put("m/s", MeasureUnit.METER_PER_SECOND);
    UNITS.put("km²", MeasureUnit.SQUARE_KILOMETER);
    UNITS.put("m²", MeasureUnit.SQUARE_METER);
    UNITS.put("m³", MeasureUnit.CUBIC_METER);
    UNITS.put("km", MeasureUnit.KILOMETER);
    UNITS.put("cm", MeasureUnit.CENTIMETER);
    UNITS.put("mm", MeasureUnit.MILLIMETER);
    UNITS.put("m", MeasureUnit.METER);
    UNITS.put("ha", MeasureUnit.HECTARE);
    UNITS.put("kg", MeasureUnit.KILOGRAM);
    UNITS.put("mg", MeasureUnit.MILLIGRAM);
    UNITS.put("g", MeasureUnit.GRAM);
    UNITS.put("lb", MeasureUnit.POUND);
    UNITS.put("oz", MeasureUnit.OUNCE);
    UNITS.put("ml", MeasureUnit.MILLILITER);
    UNITS.put("mL", MeasureUnit.MILLILITER);
    UNITS.put("l", MeasureUnit.LITER);
    UNITS.put("L", MeasureUnit.LITER);
    UNITS.put("°C", MeasureUnit.CELSIUS);
    UNITS.put("°F", MeasureUnit.FAHRENHEIT);
    UNITS.put("°", MeasureUnit.DEGREE);
    UNITS.put("kWh", MeasureUnit.KILOWATT_HOUR);
    UNITS.put("kW", MeasureUnit.KILOWATT);
    UNITS.put("MW", MeasureUnit.MEGAWATT);
    UNITS.put("W", MeasureUnit.WATT);
    UNITS.put("V", MeasureUnit.VOLT);
    UNITS.put("GHz", MeasureUnit.GIGAHERTZ);
    UNITS.put("MHz", MeasureUnit.MEGAHERTZ);
    UNITS.put("kHz", MeasureUnit.KILOHERTZ);
    UNITS.put("Hz", MeasureUnit.HERTZ);
    UNITS.put("TB", MeasureUnit.TERABYTE);
    UNITS.put("GB", MeasureUnit.GIGABYTE);
    UNITS.put("MB", MeasureUnit.MEGABYTE);
    UNITS.put("kB", MeasureUnit.KILOBYTE);
    UNITS.put("KB", MeasureUnit.KILOBYTE);
    UNITS.put("ms", MeasureUnit.MILLISECOND);
    UNITS.put("min", MeasureUnit.MINUTE);
    UNITS.put("h", MeasureUnit.HOUR);
    UNITS.put("s", MeasureUnit.SECOND);
    UNITS.put("%", MeasureUnit.PERCENT);
    CURRENCIES.put("US$", "USD");
    CURRENCIES.put("R$", "BRL");
    CURRENCIES.put("$", "USD");
    CURRENCIES.put("€", "EUR");
    CURRENCIES.put("£", "GBP");
    CURRENCIES.put("¥", "JPY");
    CURRENCIES.put("￥", "JPY");
    CURRENCIES.put("₹", "INR");
    CURRENCIES.put("₩", "KRW");
    CURRENCIES.put("₺", "TRY");
    CURRENCIES.put("₽", "RUB");
    CURRENCIES.put("zł", "PLN");
    for (String code :
        List.of("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "PLN", "BRL", "TRY", "RUB")) {
      CURRENCIES.put(code, code);
    }
  }

  private final Properties language = new Properties();
  private final NumberWords words;
  private final Lexicon abbreviations;
  private final Map<String, Integer> months = new HashMap<>();
  private final String[] monthNames;
  private final Pattern grouping;
  private final Map<String, MeasureUnit> units = new LinkedHashMap<>();
  private final boolean hasBlanks;
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  // Patterns of this language; groups are numbered in the order of their words.
  private final String number;
  private final String month;

  private InWords(Locale locale, InputStream file) throws IOException {
    language.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    words = new NumberWords(locale);
    abbreviations =
        Lexicon.of(get("abbreviations").orElse("").replace(";", "\n"), locale + "'s abbreviations");
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
    hasBlanks = get("blanks").isEmpty();
    Pattern.compile(";")
        .splitAsStream(get("units").orElse(""))
        .filter(symbol -> !symbol.isBlank())
        .forEach(
            symbol -> {
              int equals = symbol.indexOf('=');
              units.put(
                  symbol.substring(0, equals).strip(),
                  UNITS.get(symbol.substring(equals + 1).strip()));
            });
    units.putAll(UNITS);
    DateFormatSymbols dates = DateFormatSymbols.getInstance(locale);
    monthNames = dates.getMonths(DateFormatSymbols.FORMAT, DateFormatSymbols.WIDE);
    addMonths(dates.getMonths(DateFormatSymbols.FORMAT, DateFormatSymbols.ABBREVIATED));
    addMonths(dates.getMonths(DateFormatSymbols.STANDALONE, DateFormatSymbols.WIDE));
    addMonths(monthNames);
    month =
        months.keySet().stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(
                Collectors.joining(
                    "|", "(?iu:(", "))(?!" + LETTER + ")(?:\\.(?=,?\\h\\p{Nd}{4}))?"));
  }

  /** The rules of a language; empty if there are none. */
  static Optional<InWords> of(Locale locale) {
    return KNOWN.computeIfAbsent(locale.getLanguage(), InWords::read);
  }

  private static Optional<InWords> read(String code) {
    try (InputStream file = InWords.class.getResourceAsStream(code + ".properties")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new InWords(Locale.forLanguageTag(code), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes what it understands in the range that the builder looks at. */
  void apply(SpelledText.Builder text) {
    text.keep(NAMES);
    dates(text);
    text.keep(CHAIN);
    times(text);
    amounts(text);
    abbreviations.apply(Locale.ROOT, text);
    ordinals(text);
    text.replace(TELEPHONE, match -> Optional.of(words.digits(match.group())));
    ranges(text);
    numbers(text);
  }

  private void dates(SpelledText.Builder text) {
    text.replace(
        pattern("(\\p{Nd}{4})([-/])(\\p{Nd}{1,2})\\2(\\p{Nd}{1,2})"),
        match -> date(digits(match, 1), digits(match, 3), digits(match, 4), text, match));
    get("date.numeric")
        .ifPresent(
            written ->
                text.replace(
                    pattern(
                        "(\\p{Nd}{1,2})" + written + "(\\p{Nd}{1,2})" + written + "(\\p{Nd}{4})"),
                    match ->
                        date(digits(match, 3), digits(match, 2), digits(match, 1), text, match)));
    get("date.year")
        .ifPresent(
            written ->
                text.replace(
                    pattern("(\\p{Nd}{4})(?=" + written + ")"),
                    match ->
                        Optional.of(
                            words.say(
                                digits(match, 1), get("year.rule").orElse("numbering-year")))));
    if (get("date.words").isEmpty()) {
      return;
    }
    String year = get("date.year.between").orElse(",? ");
    String inner = get("date.between").orElse(" ");
    get("date.month.first")
        .ifPresent(
            said ->
                text.replace(
                    compiled(
                        "(?<!"
                            + LETTER
                            + ")"
                            + month
                            + " (\\p{Nd}{1,2})(?:st|nd|rd|th)?(?!\\p{Nd})(?![.,:/]\\p{Nd})(?!"
                            + LETTER
                            + ")"
                            + "(?:(,? )(\\p{Nd}{4})(?!\\p{Nd}))?"),
                    match -> monthFirst(match, said)));
    text.replace(
        compiled(
            "(?<![\\p{Nd}.,:/-])(?<!"
                + LETTER
                + ")(\\p{Nd}{1,2})(?:"
                + get("date.day.mark").orElse("(?!)")
                + ")?"
                + "("
                + inner
                + ")"
                + month
                + "(?:("
                + year
                + ")(\\p{Nd}{4})(?![\\p{Nd}]))?"),
        match -> dayFirst(text.text(), match));
  }

  private Optional<String> monthFirst(MatchResult match, String said) {
    int day = digits(match, 2);
    if (day < 1 || day > 31) {
      return Optional.empty();
    }
    String date =
        said.replace("{month}", monthNames[monthOf(match.group(1))])
            .replace("{day}", words.say(day, get("date.day").orElse("numbering")));
    return Optional.of(
        match.group(4) == null ? date : date + match.group(3) + year(digits(match, 4)));
  }

  private Optional<String> dayFirst(String text, MatchResult match) {
    int day = digits(match, 1);
    if (day < 1 || day > 31) {
      return Optional.empty();
    }
    String name = monthNames[monthOf(match.group(3))];
    String before = wordBefore(text, match.start());
    String date =
        get("date.words")
            .orElseThrow()
            .replace("{day}", day(day, text, match))
            .replace("{between}", match.group(2))
            .replace("{month}", name);
    if (before.equalsIgnoreCase("the") && date.startsWith("the ")) {
      date = date.substring(4);
    }
    return Optional.of(
        match.group(5) == null ? date : date + match.group(4) + year(digits(match, 5)));
  }

  /** A date in numbers is said as if the month were written in letters. */
  private Optional<String> date(
      int year, int monthOfYear, int day, SpelledText.Builder text, MatchResult match) {
    try {
      LocalDate.of(year, monthOfYear, day);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    String words =
        get("date.all")
            .orElseThrow()
            .replace("{day}", day(day, text.text(), match))
            .replace("{month}", monthName(monthOfYear))
            .replace("{year}", year(year));
    return Optional.of(words);
  }

  private String monthName(int monthOfYear) {
    return get("month.rule")
        .map(rule -> words.say(monthOfYear, rule))
        .orElse(monthNames[monthOfYear - 1]);
  }

  private String day(int day, String text, MatchResult match) {
    return words.say(
        day,
        ruleAfter("date.day", text, match)
            .or(() -> day == 1 ? get("date.day.first") : Optional.empty())
            .or(() -> get("date.day"))
            .orElse("numbering"));
  }

  private String year(int year) {
    return words.say(year, get("year.rule").orElse("numbering-year"));
  }

  private void times(SpelledText.Builder text) {
    if (get("time").isEmpty()) {
      return;
    }
    String between = get("time.between").orElse(":");
    text.replace(
        compiled(
            BEFORE
                + "(\\p{Nd}{1,2})"
                + between
                + "(\\p{Nd}{2})"
                + get("time.mark").orElse("")
                + AFTER),
        match -> {
          int hour = digits(match, 1);
          int minute = digits(match, 2);
          if (hour > 24 || minute > 59) {
            return Optional.empty();
          }
          String form =
              get(minute == 0 ? "time.full" : minute < 10 ? "time.few" : "time")
                  .orElseGet(() -> get("time").orElseThrow());
          return Optional.of(
              form.replace("{hour}", words.say(hour, hourRule(text.text(), match)))
                  .replace("{minute}", words.say(minute, get("time.minute").orElse("numbering"))));
        });
  }

  private String hourRule(String text, MatchResult match) {
    return ruleAfter("time.hour", text, match).or(() -> get("time.hour")).orElse("numbering");
  }

  private void amounts(SpelledText.Builder text) {
    String symbols = alternatives(CURRENCIES);
    String magnitude = get("magnitudes").orElse("(?!)");
    text.replace(
        compiled(
            "(?<![\\p{L}\\p{Nd}])("
                + symbols
                + ")\\h?"
                + number
                + AFTER
                + "(?:\\h("
                + magnitude
                + ")(?!\\p{L}))?"),
        match -> money(match, 2, match.group(1), Optional.ofNullable(match.group(4))));
    text.replace(
        compiled(
            BEFORE
                + number
                + "\\h?(?:("
                + magnitude
                + ")\\h)?("
                + symbols
                + ")(?![\\p{L}\\p{Nd}])"),
        match -> money(match, 1, match.group(4), Optional.ofNullable(match.group(3))));
    String unit = number + "\\h?(" + alternatives(units) + ")(?![\\p{L}\\p{M}\\p{Nd}/²³])";
    text.replace(compiled(MINUS + unit), match -> measure(match, 3, true));
    text.replace(compiled(BEFORE + "(?<!\\p{Nd}[-–])" + unit), match -> measure(match, 3, false));
    if (get("percent").filter("first"::equals).isPresent()) {
      text.replace(
          compiled("(?<![\\p{L}\\p{Nd}])(%)" + number + AFTER),
          match -> value(match, 2).map(value -> words.amount(value, MeasureUnit.PERCENT)));
    }
  }

  private Optional<String> measure(MatchResult match, int group, boolean isNegative) {
    String symbol = match.group(group);
    return value(match, 1)
        .map(value -> isNegative ? value.negate() : value)
        .map(
            value ->
                get("unit." + symbol)
                    .map(form -> form.replace("{number}", words.say(value)))
                    .orElseGet(() -> joined(words.amount(value, units.get(symbol)))));
  }

  private String joined(String amount) {
    return hasBlanks ? amount : amount.replace(" ", "");
  }

  private Optional<String> money(
      MatchResult match, int group, String symbol, Optional<String> magnitude) {
    String code = get("currency." + symbol).orElse(CURRENCIES.get(symbol));
    return value(match, group)
        .map(
            value -> {
              String cents = match.group(group + 1);
              if (magnitude.isPresent()) {
                return words.say(value)
                    + " "
                    + get("magnitude." + magnitude.get()).orElse(magnitude.get())
                    + currency(BigDecimal.valueOf(1_000_000), code);
              }
              boolean parted = cents != null && cents.length() == 2 && get("cents").isPresent();
              if (!parted || value.intValue() == 0) {
                return amount(value, code);
              }
              int minor = Integer.parseInt(ascii(cents));
              String amount = amount(BigDecimal.valueOf(value.longValue()), code);
              return minor == 0
                  ? amount
                  : get("cents")
                      .orElseThrow()
                      .replace("{amount}", amount)
                      .replace("{cents}", words.say(minor, "numbering"));
            });
  }

  private String amount(BigDecimal value, String code) {
    boolean isFeminine = get("currency.feminine").filter(codes -> codes.contains(code)).isPresent();
    return words.cardinal(value, isFeminine ? "feminine" : "masculine") + currency(value, code);
  }

  /** ICU tells whose dollars they are, where people say dollars. */
  private String currency(BigDecimal value, String code) {
    String name = words.currency(value, Currency.getInstance(code));
    String change = get("currency.name." + code).orElse("");
    int arrow = change.indexOf('>');
    String usual =
        arrow < 0 ? name : name.replaceAll(change.substring(0, arrow), change.substring(arrow + 1));
    return hasBlanks ? " " + usual : usual;
  }

  private void ordinals(SpelledText.Builder text) {
    for (String key : language.stringPropertyNames()) {
      String rule = language.getProperty(key);
      if (key.startsWith("ordinal.mark.")) {
        String mark = Pattern.quote(key.substring("ordinal.mark.".length()));
        text.replace(
            compiled(BEFORE + "(\\p{Nd}{1,6})" + mark + "(?![\\p{L}\\p{Nd}])"),
            match -> Optional.of(words.say(digits(match, 1), rule)));
      } else if (key.startsWith("ordinal.after.")) {
        String word = Pattern.quote(key.substring("ordinal.after.".length()));
        text.replace(
            compiled("(?iu)(?<=(?<!\\p{L})" + word + "\\h)(\\p{Nd}{1,4})\\.(?=\\h\\p{L})"),
            match -> Optional.of(words.say(digits(match, 1), rule)));
      } else if (key.startsWith("ordinal.before.") && !key.contains("_")) {
        String word = Pattern.quote(key.substring("ordinal.before.".length()));
        text.replace(
            compiled(BEFORE + "(\\p{Nd}{1,4})(?=\\h" + word + "(?!\\p{L}))"),
            match ->
                Optional.of(
                    words.say(digits(match, 1), ruleAfter(key, text.text(), match).orElse(rule))));
      }
    }
  }

  /** The rule of a key where a certain word stands before the number: {@code key_word}. */
  private Optional<String> ruleAfter(String key, String text, MatchResult match) {
    return get(key + "_" + wordBefore(text, match.start()).toLowerCase(Locale.ROOT));
  }

  private void ranges(SpelledText.Builder text) {
    get("range")
        .ifPresent(
            word ->
                text.replace(
                    compiled(
                        "(?<=(?<![\\p{Nd}\\p{L}–-])(\\p{Nd}{1,4}))\\h?[–-]\\h?(?=(\\p{Nd}{1,4})(?![\\p{Nd}–-]))"),
                    match ->
                        digits(match, 1) < digits(match, 2)
                            ? Optional.of(word.replace("_", " "))
                            : Optional.empty()));
  }

  private void numbers(SpelledText.Builder text) {
    text.replace(
        compiled(MINUS + number + AFTER),
        match -> value(match, 1).map(value -> words.say(value.negate())));
    get("year.after")
        .ifPresent(
            before ->
                text.replace(
                    compiled("(?iu)(?<=(?<!\\p{L})(?:" + before + ") )(20[1-9]\\p{Nd})" + AFTER),
                    match -> Optional.of(year(digits(match, 1)))));
    get("year.bare")
        .ifPresent(
            bare ->
                text.replace(
                    compiled(BEFORE + "(1[1-9]\\p{Nd}{2})" + AFTER),
                    match -> Optional.of(year(digits(match, 1)))));
    text.replace(compiled(BEFORE + number + AFTER), match -> number(match));
  }

  private Optional<String> number(MatchResult match) {
    String whole = match.group(1);
    boolean isCode = whole.length() > 1 && Character.digit(whole.charAt(0), 10) == 0;
    return isCode && match.group(2) == null
        ? Optional.of(words.digits(whole))
        : value(match, 1).map(words::say);
  }

  /** The number in two groups, that of its whole part and that of its decimals. */
  private Optional<BigDecimal> value(MatchResult match, int group) {
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
  private static String ascii(String number) {
    return number
        .codePoints()
        .mapToObj(point -> Integer.toString(Character.digit(point, 10)))
        .collect(Collectors.joining());
  }

  private static int digits(MatchResult match, int group) {
    return Integer.parseInt(ascii(match.group(group)));
  }

  private int monthOf(String name) {
    return months.get(name.toLowerCase(Locale.ROOT));
  }

  private void addMonths(String[] names) {
    for (int i = 0; i < 12; i++) {
      String name = names[i].toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
      if (name.codePoints().anyMatch(Character::isLetter) && name.length() > 2) {
        months.put(name, i);
      }
    }
  }

  private static String wordBefore(String text, int place) {
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

  private static String alternatives(Map<String, ?> symbols) {
    return symbols.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }

  /** Patterns are made of a language's own words, once each. */
  private Pattern compiled(String regex) {
    return patterns.computeIfAbsent(regex, Pattern::compile);
  }

  private Pattern pattern(String regex) {
    return compiled(BEFORE + "(?<![-–])" + regex + "(?![\\p{Nd}_@/\\\\-])");
  }

  private Optional<String> get(String key) {
    return Optional.ofNullable(language.getProperty(key));
  }
}
