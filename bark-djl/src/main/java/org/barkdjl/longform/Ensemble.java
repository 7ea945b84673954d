package org.barkdjl.longform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;

/** Generates what one or several recitals want next as one group, which is faster than singly. */
public final class Ensemble {
  /** Some wait, so that what is decoded together can be refilled when a short one ends. */
  private static final int ROWS_FILLED = 2;

  private final Bark bark;
  private final BarkListener listener;

  /**
   * @param listener watches the groups
   */
  public Ensemble(Bark bark, BarkListener listener) {
    this.bark = bark;
    this.listener = listener;
  }

  /** How many pieces make a group as large as is useful. */
  public int fullGroup() {
    return ROWS_FILLED * bark.rows();
  }

  /**
   * Generates one group, and lets the recitals play what they can.
   *
   * @param recitals those further in front are served first
   * @param most pieces in the group
   * @throws CancelledException if the listener cancelled
   * @throws IOException if the sink of a recital throws it
   */
  public void perform(List<Recital> recitals, int most) throws IOException {
    if (listener.cancelled()) {
      throw new CancelledException("The narration was cancelled.");
    }
    Map<Recital, Integer> shares = new LinkedHashMap<>();
    List<BarkRequest> group = new ArrayList<>();
    for (Recital recital : recitals) {
      List<BarkRequest> asked = recital.ask(most - group.size());
      shares.put(recital, asked.size());
      group.addAll(asked);
    }
    long start = System.nanoTime();
    List<BarkOutcome> outcomes = generate(group);
    Duration each = Duration.ofNanos((System.nanoTime() - start) / Math.max(1, group.size()));
    int from = 0;
    for (Map.Entry<Recital, Integer> share : shares.entrySet()) {
      int to = from + share.getValue();
      share.getKey().hear(outcomes.subList(from, to), each);
      from = to;
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
      return List.of(BarkOutcome.of(e instanceof BarkException known ? known : unexpected(e)));
    }
  }

  private static BarkException unexpected(RuntimeException e) {
    return new BarkException("Unexpected failure of the engine: " + e, e);
  }
}
