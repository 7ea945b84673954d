package org.barkdjl.spelling;

import static org.barkdjl.spelling.LanguageRules.AFTER;
import static org.barkdjl.spelling.LanguageRules.BEFORE;
import static org.barkdjl.spelling.LanguageRules.MINUS;
import static org.barkdjl.spelling.LanguageRules.digits;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Says numbers, and what is made of numbers, in the words of a language. ICU knows the words; how
 * dates, times and ordinals are written stands in a file a language, {@code en.properties}. What
 * fits no rule, such as {@code 1/2}, {@code MP3} or {@code 1.2.3}, is left as it is.
 */
final class InWords {
  private static final Map<String, Optional<InWords>> KNOWN = new ConcurrentHashMap<>();

  /** Addresses, paths, versions: what has numbers that nobody counts with. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b\\w+://\\S+|\\S+@\\S+\\.\\S+|\\bwww\\.\\S+|(?<!\\S)[~.]?/\\S+"
              + "|(?<![\\p{Nd}.])\\p{Nd}+(?:\\.\\p{Nd}+){3,}(?![\\p{Nd}])"
              + "|\\b[vV]?\\p{Nd}+\\.\\p{Nd}{1,2}\\.\\p{Nd}{1,3}\\b(?!\\.\\p{Nd})");

  /** Numbers of telephones, books and days that there are not. */
  private static final Pattern CHAIN =
      Pattern.compile("(?<![\\p{Nd}-])\\p{Nd}+(?:-\\p{Nd}+){2,}(?![\\p{Nd}-])");

  private static final Pattern TELEPHONE =
      Pattern.compile("(?<![\\p{Nd}\\p{L}])\\+\\p{Nd}(?:[ ()/-]{0,2}\\p{Nd}){6,14}(?!\\p{Nd})");

  private final LanguageRules rules;
  private final NumberWords words;
  private final Dates dates;
  private final Amounts amounts;
  private final Lexicon abbreviations;

  private InWords(LanguageRules rules) {
    this.rules = rules;
    words = rules.words();
    dates = new Dates(rules);
    amounts = new Amounts(rules);
    abbreviations =
        Lexicon.of(
            rules.get("abbreviations").orElse("").replace(";", "\n"),
            rules.locale() + "'s abbreviations");
  }

  /** The rules of a language; empty if there are none. */
  static Optional<InWords> of(Locale locale) {
    return KNOWN.computeIfAbsent(
        locale.getLanguage(),
        code -> LanguageRules.of(Locale.forLanguageTag(code)).map(InWords::new));
  }

  /** Changes what it understands in the range that the builder looks at. */
  void apply(SpelledText.Builder text) {
    text.keep(NAMES);
    dates.apply(text);
    text.keep(CHAIN);
    times(text);
    amounts.apply(text);
    abbreviations.apply(Locale.ROOT, text);
    ordinals(text);
    text.replace(TELEPHONE, match -> Optional.of(words.digits(match.group())));
    ranges(text);
    numbers(text);
  }

  private void times(SpelledText.Builder text) {
    if (rules.get("time").isEmpty()) {
      return;
    }
    String between = rules.get("time.between").orElse(":");
    text.replace(
        rules.compiled(
            BEFORE
                + "(\\p{Nd}{1,2})"
                + between
                + "(\\p{Nd}{2})"
                + rules.get("time.mark").orElse("")
                + AFTER),
        match -> {
          int hour = digits(match, 1);
          int minute = digits(match, 2);
          if (hour > 24 || minute > 59) {
            return Optional.empty();
          }
          String form =
              rules
                  .get(minute == 0 ? "time.full" : minute < 10 ? "time.few" : "time")
                  .orElseGet(() -> rules.get("time").orElseThrow());
          return Optional.of(
              form.replace("{hour}", words.say(hour, hourRule(text.text(), match)))
                  .replace(
                      "{minute}", words.say(minute, rules.get("time.minute").orElse("numbering"))));
        });
  }

  private String hourRule(String text, MatchResult match) {
    return rules
        .ruleAfter("time.hour", text, match)
        .or(() -> rules.get("time.hour"))
        .orElse("numbering");
  }

  private void ordinals(SpelledText.Builder text) {
    for (String key : rules.keys()) {
      String rule = rules.get(key).orElseThrow();
      if (key.startsWith("ordinal.mark.")) {
        String mark = Pattern.quote(key.substring("ordinal.mark.".length()));
        text.replace(
            rules.compiled(BEFORE + "(\\p{Nd}{1,6})" + mark + "(?![\\p{L}\\p{Nd}])"),
            match -> Optional.of(words.say(digits(match, 1), rule)));
      } else if (key.startsWith("ordinal.after.")) {
        String word = Pattern.quote(key.substring("ordinal.after.".length()));
        text.replace(
            rules.compiled("(?iu)(?<=(?<!\\p{L})" + word + "\\h)(\\p{Nd}{1,4})\\.(?=\\h\\p{L})"),
            match -> Optional.of(words.say(digits(match, 1), rule)));
      } else if (key.startsWith("ordinal.before.") && !key.contains("_")) {
        String word = Pattern.quote(key.substring("ordinal.before.".length()));
        text.replace(
            rules.compiled(BEFORE + "(\\p{Nd}{1,4})(?=\\h" + word + "(?!\\p{L}))"),
            match ->
                Optional.of(
                    words.say(
                        digits(match, 1), rules.ruleAfter(key, text.text(), match).orElse(rule))));
      }
    }
  }

  private void ranges(SpelledText.Builder text) {
    rules
        .get("range")
        .ifPresent(
            word ->
                text.replace(
                    rules.compiled(
                        "(?<=(?<![\\p{Nd}\\p{L}–-])(\\p{Nd}{1,4}))\\h?[–-]\\h?(?=(\\p{Nd}{1,4})(?![\\p{Nd}–-]))"),
                    match ->
                        digits(match, 1) < digits(match, 2)
                            ? Optional.of(word.replace("_", " "))
                            : Optional.empty()));
  }

  private void numbers(SpelledText.Builder text) {
    text.replace(
        rules.compiled(MINUS + rules.number() + AFTER),
        match -> rules.value(match, 1).map(value -> words.say(value.negate())));
    rules
        .get("year.after")
        .ifPresent(
            before ->
                text.replace(
                    rules.compiled(
                        "(?iu)(?<=(?<!\\p{L})(?:" + before + ") )(20[1-9]\\p{Nd})" + AFTER),
                    match -> Optional.of(dates.year(digits(match, 1)))));
    rules
        .get("year.bare")
        .ifPresent(
            bare ->
                text.replace(
                    rules.compiled(BEFORE + "(1[1-9]\\p{Nd}{2})" + AFTER),
                    match -> Optional.of(dates.year(digits(match, 1)))));
    text.replace(rules.compiled(BEFORE + rules.number() + AFTER), match -> number(match));
  }

  private Optional<String> number(MatchResult match) {
    String whole = match.group(1);
    boolean isCode = whole.length() > 1 && Character.digit(whole.charAt(0), 10) == 0;
    return isCode && match.group(2) == null
        ? Optional.of(words.digits(whole))
        : rules.value(match, 1).map(words::say);
  }
}
