package org.barkdjl.app.batch;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One item of a manifest as it was written.
 *
 * @param index which item, from 1
 * @param line where it begins, from 1
 * @param fields its values by their names, as text; those left empty are not there
 * @param problem why the line cannot be read, if so
 */
public record ManifestLine(
    long index, long line, Map<String, String> fields, Optional<String> problem) {
  /** Field names that are no options. */
  public static final String ID = "id";

  public static final String TEXT = "text";
  public static final String OUT = "out";

  private static final int DIGITS = 6;

  public ManifestLine {
    fields =
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isBlank())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The item's name: as given, else its number in six digits. */
  public String id() {
    String given = fields.get(ID);
    return given == null ? number(index) : given;
  }

  /** An item's number as names show it: six digits sort well, and look the same everywhere. */
  static String number(long index) {
    String digits = Long.toString(index);
    return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }

  static ManifestLine of(long index, long line, Map<String, String> fields) {
    return new ManifestLine(index, line, fields, Optional.empty());
  }

  static ManifestLine bad(long index, long line, String problem) {
    return new ManifestLine(index, line, Map.of(), Optional.of(problem));
  }
}
