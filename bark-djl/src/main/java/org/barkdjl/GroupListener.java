package org.barkdjl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tells one listener of several requests as if they were one. */
final class GroupListener {
  private final BarkListener listener;
  private int size;
  private final Map<Stage, Totals> totals = new EnumMap<>(Stage.class);

  /** The steps of a stage, of all members that have come to it. */
  private static final class Totals {
    private final List<Member> members = new ArrayList<>();
    private int steps;
    private Duration wall = Duration.ZERO;
    private int finished;
    private boolean told;
  }

  /**
   * @param size how many requests there are
   */
  GroupListener(BarkListener listener, int size) {
    this.listener = listener;
    this.size = size;
  }

  /** One of the requests is submitted with a listener of its own. */
  Generation watch(Function<BarkListener, Generation> submit) {
    Generation generation = submit.apply(new Member());
    generation.atEnd(outcome -> outcome.failure().ifPresent(e -> oneLess()));
    return generation;
  }

  /** One has failed: the others finish the stages without it. */
  private synchronized void oneLess() {
    size--;
    totals.forEach(this::tellIfFinished);
  }

  private void tellIfFinished(Stage stage, Totals all) {
    if (all.finished == size && !all.told) {
      all.told = true;
      listener.finished(stage, new StageTiming(all.steps, all.wall));
    }
  }

  private final class Member implements BarkListener {
    private final Map<Stage, int[]> progress = new EnumMap<>(Stage.class); // done, expected

    @Override
    public void started(Stage stage, int expected) {
      synchronized (GroupListener.this) {
        Totals all = totals.computeIfAbsent(stage, s -> new Totals());
        progress.put(stage, new int[] {0, expected});
        all.members.add(this);
        if (all.members.size() == 1) {
          listener.started(stage, expected * size);
        }
      }
    }

    @Override
    public void advanced(Stage stage, int done, int expected) {
      synchronized (GroupListener.this) {
        progress.put(stage, new int[] {done, expected});
        int allDone = 0;
        int allExpected = 0;
        Totals all = totals.get(stage);
        for (Member member : all.members) {
          allDone += member.progress.get(stage)[0];
          allExpected += member.progress.get(stage)[1];
        }
        // Those that have not come here yet will take about as many.
        listener.advanced(
            stage,
            allDone,
            (int) ((long) allExpected * Math.max(size, all.members.size()) / all.members.size()));
      }
    }

    @Override
    public void finished(Stage stage, StageTiming timing) {
      synchronized (GroupListener.this) {
        Totals all = totals.get(stage);
        all.steps += timing.steps();
        all.wall = all.wall.plus(timing.wall());
        all.finished++;
        tellIfFinished(stage, all);
      }
    }

    @Override
    public boolean cancelled() {
      return listener.cancelled();
    }
  }
}
