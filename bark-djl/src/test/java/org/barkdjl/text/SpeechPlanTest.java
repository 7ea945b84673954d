package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.error.InputException;
import org.barkdjl.spelling.Spelling;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechPlanTest {
  private static final SpeechPlanOptions SHORT =
      SpeechPlanOptions.DEFAULT.withLongestPiece(Duration.ofMillis(2500));
  private static final SpeechPlanOptions DIALOGUE =
      SpeechPlanOptions.DEFAULT.withSpeakers(Set.of("Samantha", "John", "Old Man"));

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertEquals("en", SpeechPlanOptions.DEFAULT.language().toLanguageTag());
    assertEquals(Duration.ofSeconds(12), SpeechPlanOptions.DEFAULT.longestPiece());
    assertEquals(Duration.ofMillis(250), SpeechPlanOptions.DEFAULT.pause());
    assertEquals(Optional.empty(), SpeechPlanOptions.DEFAULT.speakers());
  }

  @Test
  void aShortTextIsOnePieceAndNothingElse() {
    assertEquals(
        List.of(piece("Hello. MAN: you?")), plan("Hello. MAN: you?", SpeechPlanOptions.DEFAULT));
  }

  @Test
  void silenceStandsBetweenPieces() {
    assertEquals(
        List.of(piece("It was a dark night."), pause(250), piece("Nobody came to see it.")),
        plan("It was a dark night. Nobody came to see it.", SHORT));
  }

  @Test
  void aTextOfSeveralPiecesStartsWithItsFirstSentence() {
    String sentence = "The train to the city leaves in ten minutes.";
    String fourteenSeconds = String.join(" ", Collections.nCopies(4, sentence));
    List<SpeechPart> parts = plan(fourteenSeconds + " Yes.", SpeechPlanOptions.DEFAULT);
    assertEquals(piece(sentence), parts.get(0));
    assertEquals(pause(250), parts.get(1));
    assertEquals(piece(sentence), parts.get(2), "the rest of the first half");
    assertEquals(5, parts.size());
    assertEquals(
        List.of(piece(sentence + " " + sentence)),
        plan(sentence + " " + sentence, SpeechPlanOptions.DEFAULT));
  }

  @Test
  void pausesThatAreAskedForTakeItsPlace() {
    assertEquals(
        List.of(pause(500), piece("One"), pause(1250), piece("two."), pause(60_000)),
        plan(
            "[pause 0.5s] One [pause 1s][PAUSE 250 ms] two. [ pause 60s ]",
            SpeechPlanOptions.DEFAULT));
  }

  @Test
  void whatHasNoWordsIsSilenceAmongThatWhichHas() {
    assertEquals(
        List.of(piece("Hello."), pause(2_000), piece("Bye.")),
        plan("Hello. [pause 1s] ... [pause 1s] Bye.", SpeechPlanOptions.DEFAULT));
    assertEquals(
        List.of(new Piece(Optional.of("John"), "Hi.")), plan("Samantha: …\nJohn: Hi.", DIALOGUE));
    assertEquals(List.of(piece("...")), plan("...", SpeechPlanOptions.DEFAULT));
  }

  @Test
  void eachPieceOfASongStandsBetweenNotes() {
    assertEquals(
        List.of(
            piece("Then he sang: ♪ The day is gone, ♪"),
            pause(250),
            piece("♪ the night is near, ♪"),
            pause(250),
            piece("♪ and all the birds are silent here. ♪"),
            pause(1_000),
            piece("♪ Good night, my dear. ♪"),
            pause(250),
            piece("And he went off.")),
        plan(
            "Then he sang: ♪ The day is gone, the night is near, and all the birds are silent here."
                + " [pause 1s] Good night, my dear. ♪\n\nAnd he went off.",
            SHORT));
    assertEquals(
        List.of(piece("Done. ♪"), pause(1_000), piece("Bye.")),
        plan("Done. ♪ [pause 1s] Bye.", SpeechPlanOptions.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[pause]", "[pause 1]", "[pause x]", "[pause -1s]", "[pause 301s]", "[pause 1 h]"})
  void aPauseThatIsNoneIsAnErrorThatShowsIt(String tag) {
    String message =
        assertThrows(InputException.class, () -> plan("One " + tag + " two", SHORT)).getMessage();
    assertTrue(message.contains(tag), message);
  }

  @Test
  void otherTagsArePassedOn() {
    assertEquals(
        List.of(piece("[pauses] ah [laughs]")),
        plan("[pauses] ah [laughs]", SpeechPlanOptions.DEFAULT));
  }

  @Test
  void speakersWhoMayHaveBeenMeantOtherwiseAreNamed() {
    SpeechPlanOptions options =
        SpeechPlanOptions.DEFAULT.withSpeakers(Set.of("MAN", "WOMAN", "Anna", "Bob"));

    assertEquals(
        List.of(
            "The speaker Anna never speaks: no line begins with 'Anna:'.",
            "Line 2: 'MAN:' within a line is spoken by the line's own voice; begin a new line there."),
        SpeechPlan.of("Bob: Hi.\nWOMAN: Coffee. MAN: Hm!", options).warnings());
    assertEquals(
        List.of(), SpeechPlan.of("MAN: Hi. WOMAN: Ho.", SpeechPlanOptions.DEFAULT).warnings());
  }

  @Test
  void speakersSpeakWithoutTheirNames() {
    assertEquals(
        List.of(
            new Piece(Optional.empty(), "Before."),
            pause(500),
            new Piece(Optional.of("Samantha"), "Hi, John: how are you?\nTell me."),
            pause(500),
            new Piece(Optional.of("John"), "Fine."),
            pause(250),
            new Piece(Optional.of("John"), "Still me."),
            pause(500),
            new Piece(Optional.of("Old Man"), "He said: no. http://x.org"),
            pause(500),
            new Piece(Optional.of("MAN"), "MAN: I am loud.")),
        plan(
            """
            Before.
            Samantha: Hi, John: how are you?
            Tell me.

            John: Fine.
            John: Still me.
              Old Man： He said: no. http://x.org
            MAN: I am loud.
            """,
            DIALOGUE));
  }

  @Test
  void aSpeakerWithoutAVoiceIsNamedWithTheLine() {
    String message =
        assertThrows(
                InputException.class,
                () -> plan("Samantha: Hi.\n\nSomeone says: this is no name.\nJoan: Hm.", DIALOGUE))
            .getMessage();
    assertEquals(
        "Line 4: 'Joan' has no voice; the speakers are John, Old Man, Samantha. Give it one, or"
            + " write the line without 'NAME:'.",
        message);
  }

  @Test
  void aMappedNameMayBeWrittenAnyHow() {
    assertEquals(
        List.of(new Piece(Optional.of("the cat"), "meow, 12:30 at http://x.org")),
        plan(
            " the cat :meow, 12:30 at http://x.org",
            SpeechPlanOptions.DEFAULT.withSpeakers(Set.of("the cat"))));
  }

  @Test
  void biasWordsMayBeMapped() {
    assertEquals(
        List.of(new Piece(Optional.of("MAN"), "Hello.")),
        plan("MAN: Hello.", SpeechPlanOptions.DEFAULT.withSpeakers(Set.of("MAN"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "[pause 1s]", "\u00a0"})
  void nothingToSpeakIsAnError(String text) {
    assertThrows(InputException.class, () -> SpeechPlan.of(text, SpeechPlanOptions.DEFAULT));
  }

  @Test
  void refusesImpossibleOptions() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SpeechPlanOptions.DEFAULT.withLongestPiece(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpeechPlanOptions.DEFAULT.withPause(Duration.ofSeconds(-1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpeechPlanOptions.DEFAULT.withPause(Duration.ofSeconds(61)));
  }

  @Test
  void theEstimateIsPlausible() {
    String sentence = "The quick brown fox jumps over the lazy dog.";
    Duration one = SpeechPlan.of(sentence, SpeechPlanOptions.DEFAULT).estimate();
    assertTrue(one.toMillis() > 2_000 && one.toMillis() < 4_000, one::toString);
    Duration more =
        SpeechPlan.of(sentence + "[pause 10s]" + sentence, SpeechPlanOptions.DEFAULT).estimate();
    assertEquals(one.multipliedBy(2).plusSeconds(10), more);
  }

  private static List<SpeechPart> plan(String text, SpeechPlanOptions options) {
    return SpeechPlan.of(text, options).parts();
  }

  private static Piece piece(String text) {
    return new Piece(Optional.empty(), text);
  }

  @Test
  void piecesAreDividedAsTheyAreSaidAndKeepWhatIsWritten() {
    SpeechPlanOptions options =
        SpeechPlanOptions.DEFAULT
            .withLongestPiece(Duration.ofSeconds(3))
            .withSpelling(Spelling.NONE.withInWords(true));
    List<Piece> pieces =
        SpeechPlan.of("♪ On 12 May 1984 I ran 3.5 km. [pause 1s] It took 15 min. ♪", options)
            .pieces();
    assertEquals(
        "♪ On 12 May 1984 ♪|♪ I ran 3.5 km. ♪|♪ It took 15 min. ♪",
        pieces.stream().map(Piece::written).collect(Collectors.joining("|")));
    assertEquals(
        "♪ On the twelfth of May nineteen eighty-four ♪|♪ I ran three point five kilometers. ♪"
            + "|♪ It took fifteen minutes. ♪",
        pieces.stream().map(Piece::text).collect(Collectors.joining("|")));
  }

  private static Pause pause(long millis) {
    return new Pause(Duration.ofMillis(millis));
  }
}
