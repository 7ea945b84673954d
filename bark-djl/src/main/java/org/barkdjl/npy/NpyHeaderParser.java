package org.barkdjl.npy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.barkdjl.error.InputException;

/**
 * Reads the one Python dict literal that a {@code .npy} header is: keys {@code descr}, {@code
 * fortran_order} and {@code shape}, each once, in any order. Nothing else of Python is understood.
 */
final class NpyHeaderParser {
  /** NumPy's own limit before version 2. */
  private static final int MAX_DIMENSIONS = 32;

  private final String text;
  private final String where;
  private int at;
  private String descr;
  private boolean fortranOrder;
  private List<Integer> shape;

  NpyHeaderParser(String text, String where) {
    this.text = text;
    this.where = where;
  }

  NpyHeader parse(int headerLength) {
    expect('{');
    Set<String> seen = new HashSet<>();
    while (!accept('}')) {
      String key = string();
      expect(':');
      value(key);
      if (!seen.add(key)) {
        throw bad("'" + key + "' appears twice");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skipBlanks();
    if (at != text.length()) {
      throw bad("text follows the closing brace");
    }
    if (seen.size() != 3) {
      throw bad("descr, fortran_order and shape are needed, found only " + seen);
    }
    return header(headerLength);
  }

  private void value(String key) {
    switch (key) {
      case "descr" -> descr = descr();
      case "fortran_order" -> fortranOrder = bool();
      case "shape" -> shape = tuple();
      default -> throw bad("unknown key '" + key + "'");
    }
  }

  private NpyHeader header(int length) {
    char order = descr.isEmpty() ? ' ' : descr.charAt(0);
    NpyType type =
        "<>|".indexOf(order) < 0 ? null : NpyType.ofCode(descr.substring(1)).orElse(null);
    if (type == null || (order == '|' && type.bytes() > 1)) {
      throw new InputException(
          where
              + ": arrays of type '"
              + descr
              + "' are not read; booleans, integers and 32- or 64-bit floats are"
              + (descr.endsWith("O") ? " (objects could run code)." : "."));
    }
    return new NpyHeader(type, order == '>', fortranOrder, shape, length);
  }

  private String descr() {
    skipBlanks();
    if (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '(')) {
      throw bad("structured arrays are not read");
    }
    return string();
  }

  private String string() {
    skipBlanks();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    if (quote != '\'' && quote != '"') {
      throw bad("a quoted string is expected");
    }
    int start = ++at;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\' || c < ' ' || c > '~') {
        throw bad("a string holds an odd character");
      }
    }
    if (at == text.length()) {
      throw bad("a string does not end");
    }
    return text.substring(start, at++);
  }

  private boolean bool() {
    skipBlanks();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw bad("True or False is expected");
  }

  private List<Integer> tuple() {
    expect('(');
    List<Integer> sizes = new ArrayList<>();
    while (!accept(')')) {
      if (sizes.size() == MAX_DIMENSIONS) {
        throw bad("more than " + MAX_DIMENSIONS + " dimensions");
      }
      sizes.add(integer());
      if (!accept(',')) {
        expect(')');
        // In Python (3) is a number, not a tuple.
        if (sizes.size() == 1) {
          throw bad("the shape is not a tuple");
        }
        break;
      }
    }
    return sizes;
  }

  private int integer() {
    skipBlanks();
    int start = at;
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = value * 10 + (text.charAt(at++) - '0');
      if (value > Integer.MAX_VALUE) {
        throw bad("a dimension exceeds " + Integer.MAX_VALUE);
      }
    }
    if (at == start) {
      throw bad("a dimension is not a whole number");
    }
    // Python 2 wrote long integers as 10L.
    if (at < text.length() && text.charAt(at) == 'L') {
      at++;
    }
    return (int) value;
  }

  private boolean accept(char c) {
    skipBlanks();
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw bad("'" + c + "' is expected");
    }
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
      at++;
    }
  }

  private InputException bad(String what) {
    return new InputException(where + ": bad .npy header at character " + at + ": " + what + ".");
  }
}
