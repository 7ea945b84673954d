package org.barkdjl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.barkdjl.error.InputException;

/**
 * Reads a dialogue: a line {@code Name: text} begins a turn, and lines without a name go on with
 * it. What has no voice is taken for a name if it is one to three words that begin with no small
 * letter, so {@code He said: …} is none.
 */
final class Dialogue {
  /** Words that bias Suno's model; they are part of the text unless a speaker is called so. */
  private static final Set<String> BIAS_WORDS = Set.of("MAN", "WOMAN", "NARRATOR");

  private static final Pattern LINE = Pattern.compile("([^:：]{1,80})[:：](.*)");

  private static final String WORD = "[\\p{L}\\p{N}&&[^\\p{Ll}]][\\p{L}\\p{M}\\p{N}.'’_-]*";
  private static final Pattern NAME = Pattern.compile(WORD + "(?: " + WORD + "){0,2}");

  private final Set<String> speakers;
  private final List<Turn> turns = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private Optional<String> speaker = Optional.empty();

  private Dialogue(Set<String> speakers) {
    this.speakers = speakers;
  }

  /**
   * The turns of a text.
   *
   * @param speakers the names that have a voice
   * @throws InputException naming the line, if another name speaks
   */
  static List<Turn> turns(String text, Set<String> speakers) {
    Dialogue dialogue = new Dialogue(speakers);
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      dialogue.add(line, number);
    }
    dialogue.endTurn();
    return dialogue.turns;
  }

  /** What the user may have meant otherwise: speakers who never speak, or within a line. */
  static List<String> warnings(String text, Set<String> speakers, List<Turn> turns) {
    List<String> warnings = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (String name : new TreeSet<>(speakers)) {
      Pattern inside = Pattern.compile("\\S\\s+" + Pattern.quote(name) + "[:：](?:\\s|$)");
      OptionalInt line =
          IntStream.range(0, lines.length).filter(i -> inside.matcher(lines[i]).find()).findFirst();
      if (line.isPresent()) {
        warnings.add(
            "Line %d: '%s:' within a line is spoken by the line's own voice; begin a new line there."
                .formatted(line.getAsInt() + 1, name));
      } else if (turns.stream().noneMatch(turn -> turn.speaker().equals(Optional.of(name)))) {
        warnings.add(
            "The speaker %s never speaks: no line begins with '%s:'.".formatted(name, name));
      }
    }
    return warnings;
  }

  private void add(String line, int number) {
    Matcher named = LINE.matcher(line.strip());
    String name = named.matches() ? named.group(1).strip() : "";
    boolean mapped = speakers.contains(name);
    if (!mapped && !(named.matches() && looksLikeName(name, named.group(2)))) {
      said.append(line).append('\n');
      return;
    }
    if (!mapped && !BIAS_WORDS.contains(name)) {
      throw new InputException(
          "Line %d: '%s' has no voice; the speakers are %s. Give it one, or write the line without 'NAME:'."
              .formatted(number, name, String.join(", ", new TreeSet<>(speakers))));
    }
    endTurn();
    speaker = Optional.of(name);
    said.append(mapped ? named.group(2) : line).append('\n');
  }

  /** Not so the parts of {@code 12:30} and {@code http://}. */
  private static boolean looksLikeName(String name, String rest) {
    return NAME.matcher(name).matches()
        && (rest.isEmpty() || TextNormalizer.isPythonSpace(rest.charAt(0)));
  }

  private void endTurn() {
    if (!TextNormalizer.trim(said.toString()).isEmpty()) {
      turns.add(new Turn(speaker, said.toString()));
    }
    said.setLength(0);
  }
}
