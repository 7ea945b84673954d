package org.barkdjl.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.barkdjl.spelling.SpelledText;

/**
 * A text of any length, divided into pieces that a model can speak at once, and pauses.
 *
 * @param parts in the order of speaking; one piece at least
 * @param warnings sentences for the user
 */
public record SpeechPlan(List<SpeechPart> parts, List<String> warnings) {
  /** As Suno's example of a dialogue has it. */
  private static final Duration BETWEEN_SPEAKERS = Duration.ofMillis(500);

  public SpeechPlan {
    parts = List.copyOf(parts);
    warnings = List.copyOf(warnings);
    if (parts.stream().noneMatch(SpeechPart.Piece.class::isInstance)) {
      throw new InputException("The text is empty: give at least one word to speak.");
    }
  }

  /**
   * Divides a text. One that fits a piece, and asks for no pause, becomes just that piece; of a
   * longer one the first piece is short, so that it can be heard soon. Where others have words, a
   * piece without any, such as the dots in "[pause 1s] … [pause 1s]", is silence; of a song in
   * several pieces each stands between notes.
   *
   * @throws InputException if there is nothing to speak in it, a pause cannot be understood, or a
   *     speaker of a dialogue has no voice
   */
  public static SpeechPlan of(String text, SpeechPlanOptions options) {
    TextSplitter splitter = new TextSplitter(options.language(), options.longestPiece());
    Builder builder = new Builder(options.pause());
    boolean hasWords = SilentPieces.saysSomething(text);
    List<Turn> turns =
        options
            .speakers()
            .map(speakers -> Dialogue.turns(text, speakers))
            .orElseGet(() -> List.of(new Turn(Optional.empty(), text)));
    for (Turn turn : turns) {
      Song song = new Song(turn.text());
      Song writtenSong = new Song(turn.text());
      for (PauseTag part : PauseTag.in(turn.text())) {
        SpelledText spelled = options.spelling().apply(part.before(), options.language());
        List<String> whole = splitter.split(spelled.spoken());
        List<String> pieces = builder.isEmpty() ? splitter.startingSoon(whole) : whole;
        List<String> written = spelled.written(pieces);
        for (int i = 0; i < pieces.size(); i++) {
          String marked = song.mark(pieces.get(i));
          String markedAsWritten = writtenSong.mark(written.get(i));
          if (!hasWords || SilentPieces.saysSomething(pieces.get(i))) {
            builder.speak(new SpeechPart.Piece(turn.speaker(), marked, markedAsWritten));
          }
        }
        part.pause().ifPresent(builder::pause);
      }
    }
    return new SpeechPlan(
        builder.end(),
        options
            .speakers()
            .map(speakers -> Dialogue.warnings(text, speakers, turns))
            .orElse(List.of()));
  }

  /** What is to be spoken, without the pauses. */
  public List<SpeechPart.Piece> pieces() {
    return parts.stream()
        .filter(SpeechPart.Piece.class::isInstance)
        .map(SpeechPart.Piece.class::cast)
        .toList();
  }

  /** About how long the audio will be. */
  public Duration estimate() {
    return parts.stream()
        .map(
            part ->
                part instanceof SpeechPart.Pause pause
                    ? pause.length()
                    : new SpeechLength(((SpeechPart.Piece) part).text()).duration())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static final class Builder {
    private final Duration between;
    private final List<SpeechPart> parts = new ArrayList<>();
    private Optional<SpeechPart.Piece> last = Optional.empty();
    private Duration asked = Duration.ZERO;

    Builder(Duration between) {
      this.between = between;
    }

    /** What the text asks for takes the place of the silence between pieces. */
    void pause(Duration length) {
      asked = asked.plus(length);
    }

    void speak(SpeechPart.Piece piece) {
      silence(asked.isZero() ? usual(piece.speaker()) : asked);
      asked = Duration.ZERO;
      parts.add(piece);
      last = Optional.of(piece);
    }

    boolean isEmpty() {
      return parts.isEmpty();
    }

    List<SpeechPart> end() {
      silence(asked);
      return parts;
    }

    private Duration usual(Optional<String> speaker) {
      if (last.isEmpty()) {
        return Duration.ZERO;
      }
      boolean same = last.get().speaker().equals(speaker);
      return same || between.compareTo(BETWEEN_SPEAKERS) > 0 ? between : BETWEEN_SPEAKERS;
    }

    private void silence(Duration length) {
      if (!length.isZero()) {
        parts.add(new SpeechPart.Pause(length));
      }
    }
  }
}
