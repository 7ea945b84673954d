package org.barkdjl.spelling;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How to say a text. The lexicon comes first: what it changes is left alone by the rest.
 *
 * @param lexicon what to say instead of words and phrases
 * @param inWords whether to say numbers, dates, times, amounts, units and usual abbreviations in
 *     words; what is not understood stays as it is written
 */
public record Spelling(Lexicon lexicon, boolean inWords) {
  /** A text is said as it is written. */
  public static final Spelling NONE = new Spelling(Lexicon.EMPTY, false);

  /** Bark's own marks, and who speaks with which bias: not part of what is said. */
  private static final Pattern MARKS =
      Pattern.compile("\\[[^\\[\\]]{1,60}\\]|(?m:^\\s*(?:MAN|WOMAN|NARRATOR):)");

  public Spelling withLexicon(Lexicon value) {
    return new Spelling(value, inWords);
  }

  public Spelling withInWords(boolean value) {
    return new Spelling(lexicon, value);
  }

  /**
   * Spells a text.
   *
   * @param text of any length
   * @param language the text's; a sentence in the letters of another language is taken for one in
   *     that
   */
  public SpelledText apply(String text, Locale language) {
    SpelledText.Builder spelled = new SpelledText.Builder(text);
    if (!equals(NONE)) {
      spelled.keep(MARKS);
      for (LanguageSpan span : LanguageSpan.in(text, language)) {
        spelled.within(span.start(), span.end());
        lexicon.apply(span.language(), spelled);
        if (inWords) {
          InWords.of(span.language()).ifPresent(rules -> rules.apply(spelled));
        }
      }
    }
    return spelled.build();
  }
}
