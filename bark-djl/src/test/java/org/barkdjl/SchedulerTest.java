package org.barkdjl;

import static org.barkdjl.Nano.limited;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.QueueFullException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that come, go and fail as they please, on the embedded model. */
class SchedulerTest {
  private static final BarkOptions OPTIONS =
      BarkOptions.DEFAULT
          .withDevice(DeviceSpec.CPU)
          .withPrecision(Precision.FP32)
          .withChunk(8)
          .withRows(4);

  private static final String ARRAY = "ai.djl.pytorch.engine.PtNDArray";

  /** What a request is to come to. */
  private enum Fate {
    RESULT,
    CANCELLED_BY_CALL,
    CANCELLED_BY_LISTENER,
    FAILS_IN_LISTENER,
    EMPTY_TEXT,
    NUMBERS_END
  }

  /** How many of hundreds may have other tokens than alone: see BarkTest. */
  private static final int CLOSE_CALLS = 4;

  /** One of them. */
  private record Guest(Fate fate, int kind, Generation generation) {}

  @Test
  @Tag("slow")
  void hundredsOfGuestsGetWhatIsTheirs() throws Exception {
    int count = 200;
    Random random = new Random(11);
    int different = 0;
    List<Guest> guests = new ArrayList<>();
    Map<Integer, BarkResult> alone = new HashMap<>();
    try (Bark bark = open(OPTIONS)) {
      bark.generate(limited("Before all.", 0.3, 1));
      long arrays = LeakTest.liveInstances(ARRAY);
      for (int i = 0; i < count; i++) {
        Fate fate = fate(random.nextInt(10));
        int kind = random.nextInt(12);
        Priority priority = random.nextBoolean() ? Priority.INTERACTIVE : Priority.BATCH;
        Generation generation = bark.submit(request(fate, kind), listener(fate, random), priority);
        guests.add(new Guest(fate, kind, generation));
        if (random.nextInt(4) == 0) {
          Thread.sleep(random.nextInt(40));
        }
        Guest older = guests.get(random.nextInt(guests.size()));
        if (older.fate() == Fate.CANCELLED_BY_CALL) {
          older.generation().cancel();
        }
      }
      guests.stream()
          .filter(guest -> guest.fate() == Fate.CANCELLED_BY_CALL)
          .forEach(guest -> guest.generation().cancel());
      int differ = 0;
      for (Guest guest : guests) {
        BarkOutcome outcome = BarkOutcome.of(guest.generation());
        switch (guest.fate()) {
          case RESULT -> {
            BarkResult expected =
                alone.computeIfAbsent(
                    guest.kind(), kind -> bark.generate(request(guest.fate(), kind)));
            differ += BarkTest.sameTokens(expected, outcome.orThrow()) ? 0 : 1;
          }
          case CANCELLED_BY_CALL, CANCELLED_BY_LISTENER ->
              assertTrue(
                  outcome.result().isPresent() // it was faster
                      || outcome.failure().get() instanceof CancelledException);
          case FAILS_IN_LISTENER ->
              assertEquals("Mine.", outcome.failure().orElseThrow().getCause().getMessage());
          case EMPTY_TEXT, NUMBERS_END ->
              assertTrue(outcome.failure().orElseThrow() instanceof InputException);
        }
      }
      assertTrue(differ <= CLOSE_CALLS, differ + " have other tokens than alone");
      // Products of several rows may end in other bits than those of one, and a draw fall
      // otherwise.
      assertTrue(different <= 1, different + " have other tokens than alone");
      assertEquals(0, bark.queued());
      long left = LeakTest.liveInstances(ARRAY);
      assertTrue(left <= arrays, arrays + " arrays became " + left);
    }
  }

  @Test
  @Tag("slow")
  void aNewcomersAudioIsThereLongBeforeTheEndOfALongOne() throws Exception {
    try (Bark bark = open(OPTIONS)) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicReference<Stage> reached = new AtomicReference<>(Stage.SEMANTIC);
      Generation longOne =
          bark.submit(
              limited("A long story that is told without an end.", 14, 1),
              new BarkListener() {
                @Override
                public void advanced(Stage stage, int done, int expected) {
                  reached.set(stage);
                  begun.countDown();
                }
              },
              Priority.BATCH);
      begun.await();
      BarkResult quick = bark.generate(limited("Yes.", 0.3, 2));

      assertTrue(quick.samples().length > 0);
      assertFalse(longOne.future().isDone());
      assertTrue(reached.get().compareTo(Stage.FINE) < 0, "" + reached.get());
      longOne.cancel();
      assertThrows(CancelledException.class, longOne::join);
    }
  }

  @Test
  void aFullQueueSaysForHowLong() throws Exception {
    QueueLimit limit = new QueueLimit(2, Duration.ofSeconds(60));
    try (Bark bark = open(OPTIONS.withRows(1).withQueue(limit))) {
      List<Generation> submitted = new ArrayList<>();
      QueueFullException full =
          assertThrows(
              QueueFullException.class,
              () -> {
                for (int i = 0; i < 50; i++) {
                  submitted.add(
                      bark.submit(
                          limited("One more of many.", 4, i), BarkListener.NONE, Priority.BATCH));
                }
              });
      assertTrue(full.retryAfter().compareTo(Duration.ZERO) > 0);
      assertTrue(bark.queued() <= 2);
      bark.cancelAll();
      submitted.forEach(one -> assertThrows(CancelledException.class, one::join));
      assertTrue(bark.generate(limited("Now there is room.", 0.3, 1)).samples().length > 0);
    }
  }

  @Test
  @Tag("slow")
  void closingBringsToItsEndWhatWasSubmitted() throws Exception {
    Bark bark = open(OPTIONS);
    List<Generation> submitted = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      submitted.add(bark.submit(limited("To the end.", 0.3, i), BarkListener.NONE, Priority.BATCH));
    }
    bark.close();
    submitted.forEach(one -> assertTrue(one.join().samples().length > 0));
    assertThrows(
        IllegalStateException.class,
        () -> bark.submit(limited("Too late.", 1, 1), BarkListener.NONE, Priority.BATCH));
  }

  @Test
  @Tag("slow")
  void withOffloadingStagesTakeTurnsAndGiveTheSame() throws Exception {
    BarkRequest request = limited("Stages take turns.", 0.6, 3);
    BarkResult expected;
    try (Bark bark = open(OPTIONS)) {
      expected = bark.generate(request);
    }
    try (Bark bark = open(OPTIONS.withOffload(true))) {
      List<BarkOutcome> outcomes =
          bark.generate(
              List.of(request, limited("Another.", 0.4, 1), limited("", 1, 1), request),
              BarkListener.NONE);
      boolean first = BarkTest.sameTokens(expected, outcomes.get(0).orThrow());
      assertTrue(outcomes.get(1).result().isPresent());
      assertTrue(outcomes.get(2).failure().isPresent());
      boolean last = BarkTest.sameTokens(expected, outcomes.get(3).orThrow());
      assertTrue(first || last, "products of other shapes may give one of them another token");
    }
  }

  private static Bark open(BarkOptions options) throws IOException {
    return Bark.open(Nano.model(Precision.FP32), options);
  }

  /** A third of them are to come to a result, which takes longest. */
  private static Fate fate(int drawn) {
    return switch (drawn) {
      case 0, 1 -> Fate.CANCELLED_BY_CALL;
      case 2, 3 -> Fate.CANCELLED_BY_LISTENER;
      case 4 -> Fate.FAILS_IN_LISTENER;
      case 5 -> Fate.EMPTY_TEXT;
      case 6 -> Fate.NUMBERS_END;
      default -> Fate.RESULT;
    };
  }

  private static BarkRequest request(Fate fate, int kind) {
    return switch (fate) {
      case EMPTY_TEXT -> limited(" ", 1, kind);
      case NUMBERS_END ->
          limited("The numbers end.", 1, kind)
              .withRandomness(Randomness.recorded(Map.of(Stage.SEMANTIC, new double[kind])));
      default -> limited("Guest number " + kind + ".", 0.2 + 0.05 * kind, kind);
    };
  }

  private static BarkListener listener(Fate fate, Random random) {
    int patience = random.nextInt(12);
    return new BarkListener() {
      private int steps;

      @Override
      public void advanced(Stage stage, int done, int expected) {
        steps++;
        if (fate == Fate.FAILS_IN_LISTENER) {
          throw new IllegalStateException("Mine.");
        }
      }

      @Override
      public boolean cancelled() {
        return fate == Fate.CANCELLED_BY_LISTENER && steps >= patience;
      }
    };
  }
}
