package org.barkdjl.text;

import java.util.Arrays;
import java.util.Optional;

/** A prompt as the semantic model reads it, and what of it does not fit. */
public final class PromptTokens {
  /** Text slots of Bark's semantic model; further tokens are not spoken. */
  public static final int MAX_TEXT_TOKENS = 256;

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

  /** Returns a sentence for the user where tokens are dropped: how many, from where, what to do. */
  public Optional<String> warning() {
    if (dropped() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("The text has %d tokens and at most %d are spoken at once: the last %d, from \"%s\" on,"
                + " are left out; split the text.")
            .formatted(ids.length, MAX_TEXT_TOKENS, dropped(), firstWordsLost()));
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
