package org.barkdjl.narration;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOutcome;
import org.barkdjl.Generation;
import org.barkdjl.Priority;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.error.CancelledException;

/**
 * Has the pieces of one or several narrations generated, several at once, and hands what came of
 * them to the narrations. Not for several threads.
 */
public final class PieceBatcher implements AutoCloseable {
  /** Some wait, so that what is decoded together can be refilled when a short one ends. */
  private static final int ROWS_FILLED = 2;

  /**
   * How often it is looked whether the listener wants to cancel; the engine looks between chunks,
   * too. More often would cost a server whose clients wait a percent of its work.
   */
  private static final long LOOK_MILLIS = 100;

  private final Bark bark;
  private final BarkListener listener;
  private final Priority first;
  private final Map<Generation, Asked> underWay = new HashMap<>();
  private final BlockingQueue<Generation> ended = new LinkedBlockingQueue<>();

  /** Who asked for a piece. */
  private record Asked(NarrationState state, PieceTakes takes) {}

  /**
   * @param listener watches the stages of the foremost piece, and may cancel all
   * @param first how urgent narrations are of which nothing was heard yet; the others are not
   */
  public PieceBatcher(Bark bark, BarkListener listener, Priority first) {
    this.bark = bark;
    this.listener = listener;
    this.first = first;
  }

  /** How many pieces under way are as many as useful. */
  public int capacity() {
    return ROWS_FILLED * bark.rows();
  }

  /**
   * Submits the pieces that can be generated now, waits until one has come out, or more, and lets
   * the narrations play what they can.
   *
   * @param states those further in front are served first
   * @param most pieces under way
   * @throws CancelledException if the listener cancelled
   * @throws IOException if the sink of a narration throws it
   */
  public void work(List<NarrationState> states, int most) throws IOException {
    for (NarrationState state : states) {
      Priority priority = state.hasSpoken() ? Priority.BATCH : first;
      for (PieceTakes takes : state.ask(most - underWay.size())) {
        submit(state, takes, priority);
      }
    }
    if (!underWay.isEmpty()) {
      hear(next());
    }
    while (!ended.isEmpty()) {
      hear(ended.remove());
    }
  }

  /** Cancels what is under way. */
  @Override
  public void close() {
    underWay.keySet().forEach(Generation::cancel);
    underWay.clear();
  }

  private void submit(NarrationState state, PieceTakes takes, Priority priority) {
    Generation generation =
        bark.submit(
            takes.next(state.voice(takes)), new PieceListener(state, takes.number()), priority);
    underWay.put(generation, new Asked(state, takes));
    generation.atEnd(outcome -> ended.add(generation));
  }

  private Generation next() {
    try {
      while (true) {
        if (listener.cancelled()) {
          throw new CancelledException("The narration was cancelled.");
        }
        Generation generation = ended.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (generation != null) {
          return generation;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The narration was interrupted.");
    }
  }

  private void hear(Generation generation) throws IOException {
    Asked asked = underWay.remove(generation);
    BarkOutcome outcome = BarkOutcome.of(generation);
    if (outcome.failure().orElse(null) instanceof CancelledException cancelled) {
      throw cancelled;
    }
    asked.state().hear(asked.takes(), outcome);
  }

  /** Tells the stages of a piece as long as it is the foremost of its narration. */
  private final class PieceListener implements BarkListener {
    private final NarrationState state;
    private final int number;
    private Stage told;

    PieceListener(NarrationState state, int number) {
      this.state = state;
      this.number = number;
    }

    @Override
    public void started(Stage stage, int expected) {
      if (state.isForemost(number)) {
        told = stage;
        listener.started(stage, expected);
      }
    }

    @Override
    public void advanced(Stage stage, int done, int expected) {
      if (state.isForemost(number)) {
        if (told != stage) {
          started(stage, expected);
        }
        listener.advanced(stage, done, expected);
      }
    }

    @Override
    public void finished(Stage stage, StageTiming timing) {
      if (state.isForemost(number)) {
        listener.finished(stage, timing);
      }
    }

    @Override
    public boolean cancelled() {
      return listener.cancelled();
    }
  }
}
