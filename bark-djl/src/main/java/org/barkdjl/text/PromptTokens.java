package org.barkdjl.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A prompt as the semantic model reads it, and what of it does not fit. */
public final class PromptTokens {
  /** Text slots of Bark's semantic model; further tokens are not spoken. */
  public static final int MAX_TEXT_TOKENS = 256;

  /** BERT's token for what its vocabulary lacks, {@code [UNK]}. */
  private static final int UNKNOWN = 100;

  private static final int QUOTED_CHARS = 60;

  private final String text;
  private final int[] ids;
  private final int cutAt;

  /**
   * @param text the normalised text
   * @param ids BERT ids of the whole text, before Bark's offset
   * @param cutAt index in {@code text} of the first word that is not spoken in full; its length if
   *     all are
   */
  PromptTokens(String text, int[] ids, int cutAt) {
    this.text = text;
    this.ids = ids.clone();
    this.cutAt = cutAt;
  }

  /** Returns the text with white space normalised, as it was tokenized. */
  public String text() {
    return text;
  }

  /** Returns the BERT ids of the whole text, also those that do not fit; without Bark's offset. */
  public int[] allIds() {
    return ids.clone();
  }

  /** Returns the BERT ids that are used: the first {@value #MAX_TEXT_TOKENS} at most. */
  public int[] ids() {
    return Arrays.copyOf(ids, Math.min(ids.length, MAX_TEXT_TOKENS));
  }

  /** Returns how many tokens at the end do not fit. */
  public int dropped() {
    return Math.max(0, ids.length - MAX_TEXT_TOKENS);
  }

  /** Returns sentences for the user: what does not fit, from where on, and what is not known. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (dropped() > 0) {
      warnings.add(
          ("The text has %d tokens and at most %d are spoken at once: the last %d, from \"%s\" on,"
                  + " are left out; split the text.")
              .formatted(ids.length, MAX_TEXT_TOKENS, dropped(), firstWordsLost()));
    }
    if (Arrays.stream(ids()).allMatch(id -> id == UNKNOWN)) {
      warnings.add(
          "The model knows no character of the text, and will say anything: write it in words of a language that it speaks.");
    } else if (text.indexOf(TextNormalizer.REPLACEMENT) >= 0) {
      warnings.add(
          "The text holds half a character (a lone surrogate) or one that could not be decoded (U+FFFD), which the model does not know: correct the text.");
    }
    return warnings;
  }

  private String firstWordsLost() {
    String lost = text.substring(cutAt).replaceAll("\\p{Cc}", "");
    if (lost.length() <= QUOTED_CHARS) {
      return lost;
    }
    int end = lost.lastIndexOf(' ', QUOTED_CHARS);
    if (end <= 0) { // a script without blanks, or one long word
      end = QUOTED_CHARS - (Character.isHighSurrogate(lost.charAt(QUOTED_CHARS - 1)) ? 1 : 0);
    }
    return lost.substring(0, end) + "…";
  }
}
