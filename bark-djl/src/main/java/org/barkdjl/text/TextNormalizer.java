package org.barkdjl.text;

import org.barkdjl.error.InputException;

/**
 * What Suno's Bark does to a prompt before tokenizing it: Python's {@code re.sub(r"\s+", " ",
 * text).strip()}. Besides, half a surrogate pair, which no Python text holds and no UTF-8 can
 * express, becomes U+FFFD.
 */
final class TextNormalizer {
  /** Stands for what cannot be expressed. */
  static final int REPLACEMENT = 0xFFFD;

  private TextNormalizer() {}

  /**
   * Returns {@code text} with each run of white space collapsed to one blank, and trimmed.
   *
   * @throws InputException if nothing is left
   */
  static String normalize(String text) {
    StringBuilder normalized = new StringBuilder(text.length());
    boolean afterSpace = false;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      if (isPythonSpace(codePoint)) {
        afterSpace = true;
        continue;
      }
      if (afterSpace && !normalized.isEmpty()) {
        normalized.append(' ');
      }
      afterSpace = false;
      normalized.appendCodePoint(isLoneSurrogate(codePoint) ? REPLACEMENT : codePoint);
    }
    if (normalized.isEmpty()) {
      throw new InputException("The text is empty: give at least one word to speak.");
    }
    return normalized.toString();
  }

  /** Python's {@code str.strip()}: white space goes from both ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isPythonSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isPythonSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Python's {@code str.isspace()}, which unlike Java's counts U+0085 and no-break spaces. */
  static boolean isPythonSpace(int codePoint) {
    return (codePoint >= 0x09 && codePoint <= 0x0D)
        || (codePoint >= 0x1C && codePoint <= 0x1F)
        || codePoint == 0x85
        || Character.isSpaceChar(codePoint);
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
