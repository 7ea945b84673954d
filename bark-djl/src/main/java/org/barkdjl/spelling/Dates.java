package org.barkdjl.spelling;

import static org.barkdjl.spelling.LanguageRules.LETTER;
import static org.barkdjl.spelling.LanguageRules.digits;
import static org.barkdjl.spelling.LanguageRules.wordBefore;

import com.ibm.icu.text.DateFormatSymbols;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says dates, in numbers or with names of months, in the words of a language. */
final class Dates {
  private final LanguageRules rules;
  private final NumberWords words;
  private final Map<String, Integer> months = new HashMap<>();
  private final String[] monthNames;
  private final String month;

  Dates(LanguageRules rules) {
    this.rules = rules;
    words = rules.words();
    DateFormatSymbols dates = DateFormatSymbols.getInstance(rules.locale());
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

  void apply(SpelledText.Builder text) {
    text.replace(
        rules.pattern("(\\p{Nd}{4})([-/])(\\p{Nd}{1,2})\\2(\\p{Nd}{1,2})"),
        match -> date(digits(match, 1), digits(match, 3), digits(match, 4), text, match));
    rules
        .get("date.numeric")
        .ifPresent(
            written ->
                text.replace(
                    rules.pattern(
                        "(\\p{Nd}{1,2})" + written + "(\\p{Nd}{1,2})" + written + "(\\p{Nd}{4})"),
                    match ->
                        date(digits(match, 3), digits(match, 2), digits(match, 1), text, match)));
    rules
        .get("date.year")
        .ifPresent(
            written ->
                text.replace(
                    rules.pattern("(\\p{Nd}{4})(?=" + written + ")"),
                    match -> Optional.of(year(digits(match, 1)))));
    if (rules.get("date.words").isEmpty()) {
      return;
    }
    String year = rules.get("date.year.between").orElse(",? ");
    String inner = rules.get("date.between").orElse(" ");
    rules
        .get("date.month.first")
        .ifPresent(
            said ->
                text.replace(
                    rules.compiled(
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
        rules.compiled(
            "(?<![\\p{Nd}.,:/-])(?<!"
                + LETTER
                + ")(\\p{Nd}{1,2})(?:"
                + rules.get("date.day.mark").orElse("(?!)")
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
            .replace("{day}", words.say(day, rules.get("date.day").orElse("numbering")));
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
        rules
            .get("date.words")
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
        rules
            .get("date.all")
            .orElseThrow()
            .replace("{day}", day(day, text.text(), match))
            .replace("{month}", monthName(monthOfYear))
            .replace("{year}", year(year));
    return Optional.of(words);
  }

  private String monthName(int monthOfYear) {
    return rules
        .get("month.rule")
        .map(rule -> words.say(monthOfYear, rule))
        .orElse(monthNames[monthOfYear - 1]);
  }

  private String day(int day, String text, MatchResult match) {
    return words.say(
        day,
        rules
            .ruleAfter("date.day", text, match)
            .or(() -> day == 1 ? rules.get("date.day.first") : Optional.empty())
            .or(() -> rules.get("date.day"))
            .orElse("numbering"));
  }

  /** A year of four digits. */
  String year(int year) {
    return words.say(year, rules.get("year.rule").orElse("numbering-year"));
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
}
