package org.barkdjl.audio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a sound file says about its making, first of all that a machine made it.
 *
 * @param text the text that was spoken
 * @param voice the name of the voice; empty if there was none
 * @param model the name of the model
 * @param seed the seed that repeats the generation
 * @param software the program and its version
 */
public record AudioTags(String text, String voice, String model, long seed, String software) {
  /** Code points of a title; players show one line. */
  private static final int TITLE_LENGTH = 80;

  /**
   * Code points of the text in the comment: far above one generation, far below a chunk's 4 GiB.
   */
  static final int TEXT_LENGTH = 50_000;

  /** Code points of the names. */
  private static final int NAME_LENGTH = 200;

  public AudioTags {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(voice, "voice");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(software, "software");
  }

  /**
   * The tags as entries of a RIFF INFO list: title, artist, software and comment, in this order.
   * Values are single lines without control characters, so that each is one well-formed entry.
   */
  public Map<String, String> info() {
    return info(TEXT_LENGTH);
  }

  /** The same with at most so many code points of the text in the comment. */
  Map<String, String> info(int textLength) {
    Map<String, String> info = new LinkedHashMap<>();
    info.put("INAM", line(text, TITLE_LENGTH));
    info.put("IART", line(model, NAME_LENGTH));
    info.put("ISFT", line(software, NAME_LENGTH));
    info.put("ICMT", comment(textLength));
    return info;
  }

  private String comment(int textLength) {
    return "Machine-generated speech; model="
        + line(model, NAME_LENGTH)
        + "; voice="
        + (voice.isBlank() ? "none" : line(voice, NAME_LENGTH))
        + "; seed="
        + seed
        + "; text="
        + line(text, textLength);
  }

  /** One line of at most {@code length} code points, the last of them an ellipsis if it was cut. */
  private static String line(String text, int length) {
    StringBuilder line = new StringBuilder();
    int points = 0;
    for (int at = 0; at < text.length(); points++) {
      if (points == length) {
        line.setLength(line.offsetByCodePoints(line.length(), -1));
        line.append('…');
        break;
      }
      int point = text.codePointAt(at);
      line.appendCodePoint(printable(point));
      at += Character.charCount(point);
    }
    return line.toString().strip();
  }

  /** Control characters could end an entry early; halves of surrogate pairs have no UTF-8. */
  private static int printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE -> '\uFFFD';
      default -> point;
    };
  }
}
