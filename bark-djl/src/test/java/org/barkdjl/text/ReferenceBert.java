package org.barkdjl.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BERT's tokenizer once more, step by step after the prose of Google's {@code tokenization.py}
 * (BasicTokenizer, WordpieceTokenizer), cased, with what Python's {@code BertTokenizer} adds:
 * special tokens are found in the text first, every category C* counts as a control character, and
 * cleaned text is brought to NFC (since May 2023).
 */
final class ReferenceBert {
  private static final Pattern SPECIAL = Pattern.compile("\\[(PAD|UNK|CLS|SEP|MASK)]");
  private static final int MAX_WORD_CHARS = 100;

  private final Map<String, Integer> vocabulary;

  ReferenceBert(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher special = SPECIAL.matcher(text);
    int from = 0;
    while (special.find()) {
      addPlain(text.substring(from, special.start()), tokens);
      tokens.add(special.group());
      from = special.end();
    }
    addPlain(text.substring(from), tokens);
    return tokens;
  }

  private void addPlain(String text, List<String> tokens) {
    String clean = Normalizer.normalize(cleaned(text), Normalizer.Form.NFC);
    String split = spaceAround(clean, ReferenceBert::isPunctuation);
    for (String word : split.split(" ", -1)) {
      if (!word.isEmpty()) {
        addPieces(word, tokens);
      }
    }
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .filter(c -> c != 0xFFFD && (isSpace(c) || !isControl(c)))
        .forEach(c -> clean.appendCodePoint(isSpace(c) ? ' ' : c));
    return spaceAround(clean.toString(), ReferenceBert::isIdeograph);
  }

  private static String spaceAround(String text, IntPredicate alone) {
    StringBuilder spaced = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              spaced.append(alone.test(c) ? " " + character + " " : character);
            });
    return spaced.toString();
  }

  /** Greedy, longest match first; a word with a part that has no match is unknown as a whole. */
  private void addPieces(String word, List<String> tokens) {
    int[] characters = word.codePoints().toArray();
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int end = characters.length;
    while (characters.length <= MAX_WORD_CHARS && start < end) {
      String piece = (start > 0 ? "##" : "") + new String(characters, start, end - start);
      if (vocabulary.containsKey(piece)) {
        pieces.add(piece);
        start = end;
        end = characters.length;
      } else {
        end--;
      }
    }
    tokens.addAll(start == characters.length ? pieces : List.of("[UNK]"));
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    boolean ascii = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96);
    return ascii
        || (c >= 123 && c <= 126)
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
