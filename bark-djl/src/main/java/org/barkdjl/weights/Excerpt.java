package org.barkdjl.weights;

/** Quotes what a file says for an error message: printable, and short whatever the file holds. */
final class Excerpt {
  private static final int MAX_LENGTH = 120;

  private Excerpt() {}

  static String of(String text) {
    String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
