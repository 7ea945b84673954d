package org.barkdjl.spelling;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Sentences next to each other in one language. Those that share the Latin letters are not told
 * apart: such a sentence is in the text's language, or in English where that has other letters.
 *
 * @param start the first character's place
 * @param end behind the last
 * @param language what they are taken for
 */
record LanguageSpan(int start, int end, Locale language) {
  /** One may be a unit or a name. */
  private static final Pattern LATIN_WORDS = Pattern.compile("\\p{IsLatin}\\s+\\p{IsLatin}");

  /** All of a text, without gaps. */
  static List<LanguageSpan> in(String text, Locale language) {
    List<LanguageSpan> spans = new ArrayList<>();
    BreakIterator sentences = BreakIterator.getSentenceInstance(language);
    sentences.setText(text);
    int start = sentences.first();
    for (int end = sentences.next();
        end != BreakIterator.DONE;
        start = end, end = sentences.next()) {
      LanguageSpan span = new LanguageSpan(start, end, of(text.substring(start, end), language));
      int last = spans.size() - 1;
      if (last >= 0 && spans.get(last).language().equals(span.language())) {
        spans.set(last, new LanguageSpan(spans.get(last).start(), end, span.language()));
      } else {
        spans.add(span);
      }
    }
    return spans;
  }

  private static Locale of(String sentence, Locale usual) {
    Map<Integer, Integer> letters = new TreeMap<>();
    sentence
        .codePoints()
        .filter(UCharacter::isLetter)
        .map(UScript::getScript)
        .filter(script -> script != UScript.COMMON && script != UScript.INHERITED)
        .forEach(script -> letters.merge(script, 1, Integer::sum));
    int most =
        letters.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(UScript.UNKNOWN);
    String code = usual.getLanguage();
    boolean hasKana =
        letters.containsKey(UScript.HIRAGANA) || letters.containsKey(UScript.KATAKANA);
    return switch (most) {
      case UScript.CYRILLIC -> language("ru", usual);
      case UScript.DEVANAGARI -> language("hi", usual);
      case UScript.HANGUL -> language("ko", usual);
      case UScript.HIRAGANA, UScript.KATAKANA -> language("ja", usual);
      case UScript.HAN ->
          language(hasKana || code.equals("ja") ? "ja" : code.equals("ko") ? "ko" : "zh", usual);
      case UScript.LATIN ->
          UScript.getCode(usual)[0] == UScript.LATIN || !LATIN_WORDS.matcher(sentence).find()
              ? usual
              : Locale.ENGLISH;
      default -> usual;
    };
  }

  private static Locale language(String code, Locale usual) {
    return usual.getLanguage().equals(code) ? usual : Locale.forLanguageTag(code);
  }
}
