package org.barkdjl.spelling;

import static org.barkdjl.spelling.LanguageRules.AFTER;
import static org.barkdjl.spelling.LanguageRules.BEFORE;
import static org.barkdjl.spelling.LanguageRules.MINUS;

import com.ibm.icu.util.Currency;
import com.ibm.icu.util.MeasureUnit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says amounts of money, and numbers with units, in the words of a language. */
final class Amounts {
  private static final Map<String, String> UNITS;
  private static final Map<String, String> CURRENCIES;

  static {
    Properties symbols = LanguageRules.read("symbols").orElseThrow();
    UNITS = LanguageRules.pairs(symbols.getProperty("units"));
    CURRENCIES = LanguageRules.pairs(symbols.getProperty("currencies"));
  }

  private final LanguageRules rules;
  private final NumberWords words;
  private final Map<String, MeasureUnit> units = new LinkedHashMap<>();
  private final boolean hasBlanks;

  Amounts(LanguageRules rules) {
    this.rules = rules;
    words = rules.words();
    hasBlanks = rules.get("blanks").isEmpty();
    UNITS.forEach((symbol, name) -> units.put(symbol, MeasureUnit.forIdentifier(name)));
    LanguageRules.pairs(rules.get("units").orElse(""))
        .forEach((symbol, same) -> units.put(symbol, units.get(same)));
  }

  void apply(SpelledText.Builder text) {
    String symbols = alternatives(CURRENCIES);
    String magnitude = rules.get("magnitudes").orElse("(?!)");
    text.replace(
        rules.compiled(
            "(?<![\\p{L}\\p{Nd}])("
                + symbols
                + ")\\h?"
                + rules.number()
                + AFTER
                + "(?:\\h("
                + magnitude
                + ")(?!\\p{L}))?"),
        match -> money(match, 2, match.group(1), Optional.ofNullable(match.group(4))));
    text.replace(
        rules.compiled(
            BEFORE
                + rules.number()
                + "\\h?(?:("
                + magnitude
                + ")\\h)?("
                + symbols
                + ")(?![\\p{L}\\p{Nd}])"),
        match -> money(match, 1, match.group(4), Optional.ofNullable(match.group(3))));
    String unit = rules.number() + "\\h?(" + alternatives(units) + ")(?![\\p{L}\\p{M}\\p{Nd}/²³])";
    text.replace(rules.compiled(MINUS + unit), match -> measure(match, 3, true));
    text.replace(
        rules.compiled(BEFORE + "(?<!\\p{Nd}[-–])" + unit), match -> measure(match, 3, false));
    if (rules.get("percent").filter("first"::equals).isPresent()) {
      text.replace(
          rules.compiled("(?<![\\p{L}\\p{Nd}])(%)" + rules.number() + AFTER),
          match -> rules.value(match, 2).map(value -> words.amount(value, MeasureUnit.PERCENT)));
    }
  }

  private Optional<String> measure(MatchResult match, int group, boolean isNegative) {
    String symbol = match.group(group);
    return rules
        .value(match, 1)
        .map(value -> isNegative ? value.negate() : value)
        .map(
            value ->
                rules
                    .get("unit." + symbol)
                    .map(form -> form.replace("{number}", words.say(value)))
                    .orElseGet(() -> joined(words.amount(value, units.get(symbol)))));
  }

  private String joined(String amount) {
    return hasBlanks ? amount : amount.replace(" ", "");
  }

  private Optional<String> money(
      MatchResult match, int group, String symbol, Optional<String> magnitude) {
    String code = rules.get("currency." + symbol).orElse(CURRENCIES.get(symbol));
    return rules
        .value(match, group)
        .map(
            value -> {
              String cents = match.group(group + 1);
              if (magnitude.isPresent()) {
                return words.say(value)
                    + " "
                    + rules.get("magnitude." + magnitude.get()).orElse(magnitude.get())
                    + currency(BigDecimal.valueOf(1_000_000), code);
              }
              boolean parted =
                  cents != null && cents.length() == 2 && rules.get("cents").isPresent();
              if (!parted || value.intValue() == 0) {
                return amount(value, code);
              }
              int minor = Integer.parseInt(LanguageRules.ascii(cents));
              String amount = amount(BigDecimal.valueOf(value.longValue()), code);
              return minor == 0
                  ? amount
                  : rules
                      .get("cents")
                      .orElseThrow()
                      .replace("{amount}", amount)
                      .replace("{cents}", words.say(minor, "numbering"));
            });
  }

  private String amount(BigDecimal value, String code) {
    boolean isFeminine =
        rules.get("currency.feminine").filter(codes -> codes.contains(code)).isPresent();
    return words.cardinal(value, isFeminine ? "feminine" : "masculine") + currency(value, code);
  }

  /** ICU tells whose dollars they are, where people say dollars. */
  private String currency(BigDecimal value, String code) {
    String name = words.currency(value, Currency.getInstance(code));
    String change = rules.get("currency.name." + code).orElse("");
    int arrow = change.indexOf('>');
    String usual =
        arrow < 0 ? name : name.replaceAll(change.substring(0, arrow), change.substring(arrow + 1));
    return hasBlanks ? " " + usual : usual;
  }

  private static String alternatives(Map<String, ?> symbols) {
    return symbols.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }
}
