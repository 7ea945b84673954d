package org.barkdjl.narration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Test;

/** What is asked for and played when, without a model. */
class NarrationStateTest {
  private static final int RATE = 24_000;
  private static final long RETRY = 1L << 32;
  private static final Voice VOICE = result(1).toVoice("given");

  private final List<Integer> played = new ArrayList<>();
  private List<PieceTakes> asked = List.of();

  @Test
  void piecesOfAKnownVoiceAreAskedForTogetherAndPlayedInOrder() throws IOException {
    NarrationState state = state(Optional.of(VOICE), 0, 5);

    assertEquals(3, state.ready(3));
    assertEquals(List.of(10L, 11L, 12L), seeds(ask(state, 3)));
    hear(state, result(1), result(2), result(3));
    assertEquals(List.of(1, 2, 3), played);
    assertEquals(List.of(13L, 14L), seeds(ask(state, 3)));
    hear(state, result(4), result(5));

    assertTrue(state.ended());
    Narration narration = state.narration();
    assertEquals(Duration.ofSeconds(15), narration.duration());
    assertEquals(Duration.ofSeconds(10), narration.pieces().get(4).start());
    assertEquals(Duration.ofSeconds(5), narration.work());
  }

  @Test
  void theFirstPieceFixesAVoiceThatIsNotKnown() throws IOException {
    NarrationState state = state(Optional.empty(), 0, 4);

    assertEquals(Optional.empty(), ask(state, 9).get(0).voice());
    hear(state, result(3));

    List<BarkRequest> rest = ask(state, 9);
    assertEquals(3, rest.size());
    assertTrue(rest.stream().allMatch(request -> request.voice().isPresent()));
  }

  @Test
  void shortPiecesFixItByTheThird() throws IOException {
    NarrationState state = state(Optional.empty(), 0, 5);

    for (int piece = 0; piece < 3; piece++) {
      assertEquals(1, ask(state, 9).size());
      hear(state, result(1));
    }
    assertEquals(2, state.ready(9));
  }

  @Test
  void twoSpeakersDoNotWaitForEachOther() throws IOException {
    List<SpeechPart> parts =
        List.of(said("Ann", 1), said("Bob", 2), said("Ann", 3), said("Bob", 4));
    NarrationState state = state(new SpeechPlan(parts, List.of()), Optional.empty(), 0);

    assertEquals(List.of(10L, 11L), seeds(ask(state, 9)));
    hear(state, result(3), result(1));
    assertEquals(2, state.ready(9));
  }

  @Test
  void aNewSeedIsTriedTogetherWithTheNextPieces() throws IOException {
    NarrationState state = state(Optional.of(VOICE), 1, 3);

    ask(state, 2);
    hear(state, result(60), result(2));
    assertEquals(List.of(), played);
    assertEquals(List.of(10L + RETRY, 12L), seeds(ask(state, 2)));
    hear(state, result(1), result(3));

    assertEquals(List.of(1, 2, 3), played);
    assertEquals(10 + RETRY, state.narration().pieces().get(0).seed());
    String warning = state.narration().warnings().get(0);
    assertTrue(warning.startsWith("Piece 1: seed 10 gave 60.0 s, where "), warning);
  }

  @Test
  void aPieceOfWhichNothingComesIsLeftOut() throws IOException {
    NarrationState state = state(Optional.of(VOICE), 1, 3);

    ask(state, 3);
    hear(state, result(1), new NothingSaidException("Nothing."), result(3));
    assertFalse(state.ended());
    ask(state, 3);
    hear(state, new NothingSaidException("Nothing again."));

    assertTrue(state.ended());
    assertEquals(List.of(1, 3), played);
    assertEquals(List.of("Piece 2: left out. Nothing again."), state.narration().warnings());
    assertEquals(3, state.through());
  }

  @Test
  void nothingOfAnyIsAFailure() throws IOException {
    NarrationState state = state(Optional.of(VOICE), 0, 2);

    ask(state, 3);
    hear(state, new NothingSaidException("First."), new NothingSaidException("Second."));

    assertEquals("Second.", state.failure().orElseThrow().getMessage());
    assertFalse(state.hasSpoken());
  }

  @Test
  void whatCameBeforeAFailureIsPlayed() throws IOException {
    NarrationState state = state(Optional.of(VOICE), 2, 4);

    ask(state, 3);
    hear(state, result(1), new DeviceException("Memory."), result(3));

    assertTrue(state.ended());
    assertEquals(List.of(1), played);
    assertEquals("Memory.", state.failure().orElseThrow().getMessage());
    assertEquals(1, state.narration().pieces().size());
  }

  private NarrationState state(Optional<Voice> voice, int retries, int pieces) {
    return state(
        new SpeechPlan(
            IntStream.rangeClosed(1, pieces)
                .<SpeechPart>mapToObj(n -> new Piece(Optional.empty(), "Piece number " + n + "."))
                .toList(),
            List.of()),
        voice,
        retries);
  }

  private NarrationState state(SpeechPlan plan, Optional<Voice> voice, int retries) {
    return new NarrationState(
        NarrationRequest.of(plan, 10).withVoice(voice).withRetries(retries),
        samples -> played.add(samples.length / RATE),
        RATE,
        NarrationListener.NONE);
  }

  private static Piece said(String speaker, int number) {
    return new Piece(Optional.of(speaker), "Piece " + number);
  }

  private List<BarkRequest> ask(NarrationState state, int most) {
    asked = state.ask(most);
    return asked.stream().map(takes -> takes.next(state.voice(takes))).toList();
  }

  private static List<Long> seeds(List<BarkRequest> requests) {
    return requests.stream().map(r -> r.randomness().seed().orElseThrow()).toList();
  }

  /** Ends of what was asked for last, the last one first: the order must not matter. */
  private void hear(NarrationState state, Object... ends) throws IOException {
    for (int i = ends.length - 1; i >= 0; i--) {
      state.hear(
          asked.get(i),
          ends[i] instanceof BarkResult result
              ? new BarkOutcome(Optional.of(result), Optional.empty())
              : new BarkOutcome(Optional.empty(), Optional.of((BarkException) ends[i])));
    }
  }

  /** So many seconds of audio, and tokens for a voice of as many. */
  private static BarkResult result(int seconds) {
    int frames = seconds * 75;
    return new BarkResult(
        new float[seconds * RATE],
        RATE,
        OptionalLong.of(1),
        new BarkTokens(
            new int[1],
            new int[seconds * 50],
            new int[2][frames],
            new int[8][frames],
            Optional.empty()),
        Map.of(Stage.FINE, new StageTiming(1, Duration.ofSeconds(1))),
        false,
        List.of());
  }
}
