package org.barkdjl.narration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;

/** Generates what one or several states want next as one group, which is faster than singly. */
public final class PieceBatcher {
  /** Some wait, so that what is decoded together can be refilled when a short one ends. */
  private static final int ROWS_FILLED = 2;

  private final Bark bark;
  private final BarkListener listener;

  /**
   * @param listener watches the groups
   */
  public PieceBatcher(Bark bark, BarkListener listener) {
    this.bark = bark;
    this.listener = listener;
  }

  /** How many pieces make a group as large as is useful. */
  public int fullGroup() {
    return ROWS_FILLED * bark.rows();
  }

  /**
   * Generates one group, and lets the states play what they can.
   *
   * @param states those further in front are served first
   * @param most pieces in the group
   * @throws CancelledException if the listener cancelled
   * @throws IOException if the sink of a state throws it
   */
  public void perform(List<NarrationState> states, int most) throws IOException {
    if (listener.cancelled()) {
      throw new CancelledException("The narration was cancelled.");
    }
    List<Integer> ends = new ArrayList<>();
    List<BarkRequest> group = new ArrayList<>();
    for (NarrationState state : states) {
      group.addAll(state.ask(most - group.size()));
      ends.add(group.size());
    }
    List<BarkOutcome> outcomes = generate(group);
    int from = 0;
    for (int i = 0; i < states.size(); i++) {
      states.get(i).hear(outcomes.subList(from, ends.get(i)));
      from = ends.get(i);
    }
  }

  /** A group that fails as a whole may hold one that asks too much, so each gets a try alone. */
  private List<BarkOutcome> generate(List<BarkRequest> group) {
    try {
      return bark.generate(group, listener);
    } catch (CancelledException e) {
      throw e;
    } catch (RuntimeException e) {
      if (group.size() > 1) {
        return group.stream().flatMap(request -> generate(List.of(request)).stream()).toList();
      }
      BarkException failure =
          e instanceof BarkException known
              ? known
              : new BarkException("Unexpected failure of the engine: " + e, e);
      return List.of(new BarkOutcome(Optional.empty(), Optional.of(failure)));
    }
  }
}
