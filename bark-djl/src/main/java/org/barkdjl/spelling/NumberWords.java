package org.barkdjl.spelling;

import com.ibm.icu.number.FormattedNumber;
import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.ConstrainedFieldPosition;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.MeasureUnit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers of a language in words, by ICU's rules and names of units. */
final class NumberWords {
  /** Of what is more, nobody says all digits; and ICU reckons in long. */
  static final int MOST_DIGITS = 15;

  private static final String PREFIX = "%spellout-";
  private static final String SOFT_HYPHEN = "\u00AD";

  private final RuleBasedNumberFormat rules;
  private final LocalizedNumberFormatter units;
  private final Set<String> names;
  private final PluralRules plurals;
  private final Locale locale;

  NumberWords(Locale language) {
    locale = language;
    plurals = PluralRules.forLocale(language);
    rules = new RuleBasedNumberFormat(language, RuleBasedNumberFormat.SPELLOUT);
    units =
        NumberFormatter.withLocale(language)
            .unitWidth(NumberFormatter.UnitWidth.FULL_NAME)
            .precision(Precision.unlimited());
    names = Arrays.stream(rules.getRuleSetNames()).collect(Collectors.toSet());
  }

  /**
   * A number as ICU's rule set says it.
   *
   * <p>One thread at a time: ICU's rules keep notes while they format.
   *
   * @param rule its name behind {@code %spellout-}, such as {@code ordinal}
   */
  synchronized String say(BigDecimal number, String rule) {
    // RuleBasedNumberFormat takes what is whole from a long, and the rest from a double.
    String words =
        number.scale() <= 0
            ? rules.format(number.longValueExact(), PREFIX + rule)
            : rules.format(number.doubleValue(), PREFIX + rule);
    return words.replace(SOFT_HYPHEN, "");
  }

  String say(BigDecimal number) {
    return say(number, "numbering");
  }

  String say(long number, String rule) {
    return say(BigDecimal.valueOf(number), rule);
  }

  /** Each digit for itself. */
  String digits(String text) {
    return text.chars()
        .filter(Character::isDigit)
        .mapToObj(digit -> say(Character.digit(digit, 10), "numbering"))
        .collect(Collectors.joining(" "));
  }

  /** An amount of a unit, with the unit's name in its place and form. */
  String amount(BigDecimal number, MeasureUnit unit) {
    FormattedNumber formatted = units.unit(unit).format(number);
    String gender = formatted.getNounClass().getIdentifier();
    return withNumber(
        formatted, cardinal(number, gender.equals("inanimate") ? "masculine" : gender));
  }

  /** A number as it stands before a noun of that gender. */
  String cardinal(BigDecimal number, String gender) {
    String rule = "cardinal-" + gender;
    return names.contains(PREFIX + rule) && number.scale() <= 0 ? say(number, rule) : say(number);
  }

  /** The name of a currency in the form that a number asks for. */
  String currency(BigDecimal number, Currency currency) {
    return currency.getName(
        locale, Currency.PLURAL_LONG_NAME, plurals.select(number.doubleValue()), null);
  }

  private static String withNumber(FormattedNumber formatted, String words) {
    ConstrainedFieldPosition field = new ConstrainedFieldPosition();
    int start = Integer.MAX_VALUE;
    int end = 0;
    while (formatted.nextPosition(field)) {
      if (NumberFormat.Field.INTEGER.equals(field.getField())
          || NumberFormat.Field.FRACTION.equals(field.getField())
          || NumberFormat.Field.SIGN.equals(field.getField())) {
        start = Math.min(start, field.getStart());
        end = Math.max(end, field.getLimit());
      }
    }
    String text = formatted.toString();
    return text.substring(0, start) + words + text.substring(end);
  }
}
