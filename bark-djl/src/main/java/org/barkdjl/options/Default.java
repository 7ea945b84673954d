package org.barkdjl.options;

/**
 * What holds without an option.
 *
 * @param value as it could be given; empty: it cannot
 * @param words the same for people
 */
public record Default(String value, String words) {
  public static Default of(Object value) {
    return new Default(value.toString(), value.toString());
  }

  public static Default inWords(String words) {
    return new Default("", words);
  }
}
