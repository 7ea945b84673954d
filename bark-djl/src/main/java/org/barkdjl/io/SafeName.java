package org.barkdjl.io;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes file names that every file system takes. Letters of all scripts stay; what would leave the
 * folder, hide the file or break on some system becomes {@code _}.
 */
public final class SafeName {
  /** File systems take 255 bytes; some room is left for an ending. */
  public static final int MAX_BYTES = 200;

  private static final int HASH_LENGTH = 8;
  private static final String FORBIDDEN = "/\\:*?\"<>|";

  /** Devices of Windows, there in every folder and with every ending. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", Pattern.CASE_INSENSITIVE);

  private SafeName() {}

  /** A name made of that text; the same for the same text. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder();
    Normalizer.normalize(text.strip(), Normalizer.Form.NFC)
        .codePoints()
        .map(SafeName::allowed)
        .forEach(safe::appendCodePoint);
    if (safe.isEmpty() || safe.charAt(0) == '.' || safe.charAt(0) == '-') {
      // Hidden, or taken for an option.
      safe.insert(0, '_');
    }
    if (safe.charAt(safe.length() - 1) == '.') {
      safe.append('_');
    }
    if (DEVICE.matcher(safe).matches()) {
      safe.insert(0, '_');
    }
    return bounded(safe.toString());
  }

  /** Whether it is the name of a file in the folder itself. */
  public static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.startsWith(".")
        && name.codePoints().allMatch(point -> allowed(point) == point);
  }

  /** What two names have in common that some file system takes for the same. */
  public static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private static int allowed(int point) {
    boolean bad =
        switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              true;
          default -> FORBIDDEN.indexOf(point) >= 0;
        };
    return bad ? '_' : point;
  }

  private static String bounded(String name) {
    if (bytes(name) <= MAX_BYTES) {
      return name;
    }
    String tail = "-" + TextHash.of(List.of(name)).substring(0, HASH_LENGTH);
    StringBuilder cut = new StringBuilder();
    int room = MAX_BYTES - tail.length();
    for (int at = 0; at < name.length(); at = name.offsetByCodePoints(at, 1)) {
      String point = Character.toString(name.codePointAt(at));
      room -= bytes(point);
      if (room < 0) {
        break;
      }
      cut.append(point);
    }
    return cut + tail;
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }
}
