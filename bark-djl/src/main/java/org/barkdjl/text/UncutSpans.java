package org.barkdjl.text;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of a text that are not cut while they fit a piece: tags such as {@code [laughs]}, and what
 * is sung between two notes.
 */
final class UncutSpans {
  private static final Pattern TAG_OR_SONG = Pattern.compile("\\[[^\\[\\]]{1,60}\\]|♪[^♪]*+♪");

  private final BitSet inside = new BitSet();

  UncutSpans(String text, Limit limit) {
    for (Matcher part = TAG_OR_SONG.matcher(text); part.find(); ) {
      if (limit.fits(part.start(), part.end())) {
        inside.set(part.start() + 1, part.end());
      }
    }
  }

  /** Whether a cut before the character at {@code place} leaves all of them whole. */
  boolean allows(int place) {
    return !inside.get(place);
  }
}
