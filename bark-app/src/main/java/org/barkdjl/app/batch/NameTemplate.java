package org.barkdjl.app.batch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.SafeName;

/**
 * How output files are named.
 *
 * @param pattern text with {@code {id}}, {@code {index}}, {@code {voice}} and {@code {seed}} in it
 */
public record NameTemplate(String pattern) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final String NO_VOICE = "none";

  /** Named by the id alone. Below what its checks need. */
  public static final NameTemplate DEFAULT = new NameTemplate("{id}");

  /**
   * @throws IllegalArgumentException if it cannot tell items apart, or holds a folder or an unknown
   *     placeholder
   */
  public NameTemplate {
    boolean unique = false;
    for (Matcher found = PLACEHOLDER.matcher(pattern); found.find(); ) {
      String name = found.group(1);
      if (value(name, "", 1, "", 1).isEmpty()) {
        throw new IllegalArgumentException(
            "there is no {" + name + "}; there are {id}, {index}, {voice} and {seed}");
      }
      unique |= name.equals("id") || name.equals("index");
    }
    if (!unique) {
      throw new IllegalArgumentException("it needs {id} or {index}, or all files had one name");
    }
    if (pattern.contains("/") || pattern.contains("\\")) {
      throw new IllegalArgumentException("it takes a file name without folders");
    }
  }

  /** The format that its ending tells. */
  public Optional<AudioFormat> format() {
    return AudioFormat.ofFile(pattern);
  }

  /**
   * The name of an item's file, made safe.
   *
   * @param index number of the item, from 1
   * @param voice empty if there is none
   * @param seed of the first attempt
   * @param format whose ending it gets, if it has none
   */
  public String file(String id, long index, String voice, long seed, AudioFormat format) {
    String name =
        PLACEHOLDER
            .matcher(pattern)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        value(found.group(1), id, index, voice, seed).orElseThrow()));
    String ending = format.endingOf(name).orElse("");
    String stem = name.substring(0, name.length() - ending.length());
    return SafeName.of(stem) + (ending.isEmpty() ? format.ending() : ending);
  }

  /** What stands for a placeholder; empty if there is none of that name. */
  private static Optional<String> value(
      String placeholder, String id, long index, String voice, long seed) {
    return switch (placeholder) {
      case "id" -> Optional.of(id);
      case "index" -> Optional.of(ManifestLine.number(index));
      case "voice" -> Optional.of(voice.isEmpty() ? NO_VOICE : voice);
      case "seed" -> Optional.of(Long.toString(seed));
      default -> Optional.empty();
    };
  }
}
