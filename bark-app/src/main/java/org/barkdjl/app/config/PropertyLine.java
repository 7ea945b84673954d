package org.barkdjl.app.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.barkdjl.app.cli.UsageException;

/**
 * A key and its value in a text of Java's properties format. The JDK reads the format, line by
 * line: of a whole text it would tell no line numbers, and take the last of several values in
 * silence.
 *
 * @param number the line where it begins, from 1
 * @param key the key
 * @param value the value, without blanks at its ends
 */
record PropertyLine(int number, String key, String value) {
  /**
   * Reads a text.
   *
   * @param name what messages call the text
   * @throws UsageException if a line cannot be understood
   */
  static List<PropertyLine> parse(String text, String name) {
    List<PropertyLine> found = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String first = lines.get(i).strip();
      if (first.isEmpty() || first.startsWith("#") || first.startsWith("!")) {
        continue;
      }
      int number = i + 1;
      StringBuilder whole = new StringBuilder(lines.get(i));
      while (goesOn(lines.get(i)) && i + 1 < lines.size()) {
        i++;
        whole.append('\n').append(lines.get(i));
      }
      one(whole.toString(), name + ", line " + number)
          .forEach((key, value) -> found.add(line(number, key, value, name)));
    }
    return found;
  }

  private static Properties one(String line, String where) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(line));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          where + ": a '\\u' must be followed by four hexadecimal digits; write '\\\\' for '\\'.");
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return properties;
  }

  private static PropertyLine line(int number, Object key, Object value, String name) {
    String written = key + "=" + value;
    if (written.chars().anyMatch(Character::isISOControl)) {
      throw new UsageException(
          name + ", line " + number + ": it holds a control character; write '\\\\' for '\\'.");
    }
    return new PropertyLine(number, key.toString(), value.toString().strip());
  }

  /** Whether the next line belongs to this one: two backslashes are one that was meant. */
  private static boolean goesOn(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }
}
