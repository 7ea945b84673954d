package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Makes the items of a manifest that are not finished. */
public final class BatchRun {
  /**
   * How to go on where items fail.
   *
   * @param failFast stop at the first
   * @param retries how many other seeds to try
   */
  public record Policy(boolean failFast, int retries) {}

  private final Path folder;
  private final Plan plan;
  private final Policy policy;
  private final Speaker speaker;
  private final BatchListener listener;
  private final Deque<Attempt> again = new ArrayDeque<>();
  private final Deque<Item.Bad> badMeanwhile = new ArrayDeque<>();
  private Totals totals;

  public BatchRun(Path folder, Plan plan, Policy policy, Speaker speaker, BatchListener listener) {
    this.folder = folder;
    this.plan = plan;
    this.policy = policy;
    this.speaker = speaker;
    this.listener = listener;
    totals = Totals.of(plan);
  }

  /** What has been done, also after a failure. */
  public Totals totals() {
    return totals;
  }

  /**
   * Runs to the end, or to the first failure if that is the policy.
   *
   * @param manifest unchanged since it was planned
   * @throws org.barkdjl.error.CancelledException if the user wants to stop
   * @throws IOException if the output cannot be written
   */
  public void run(Manifest manifest, ItemParser parser, Shard shard) throws IOException {
    listener.started(totals);
    try (ResultLog log = ResultLog.open(folder);
        ManifestReader reader = manifest.open()) {
      ItemFiles files = new ItemFiles(folder);
      List<Attempt> group = nextGroup(reader, parser, shard, log);
      while (!group.isEmpty() && !stopped()) {
        long start = System.nanoTime();
        List<Outcome> outcomes = speaker.speak(group);
        double seconds = (System.nanoTime() - start) / 1e9 / group.size();
        for (int i = 0; i < group.size(); i++) {
          totals = totals.plusWork(seconds);
          settle(group.get(i), outcomes.get(i), files, log);
        }
        reportBad(log);
        group = nextGroup(reader, parser, shard, log);
      }
    }
  }

  /** Bad items that stand between those of a group come after it, not before. */
  private void reportBad(ResultLog log) throws IOException {
    while (!badMeanwhile.isEmpty()) {
      report(ItemFiles.bad(badMeanwhile.remove()), 0, log);
    }
  }

  private boolean stopped() {
    return policy.failFast() && totals.failed() > 0;
  }

  /** Attempts to repeat come first, so that items end in about the order of the manifest. */
  private List<Attempt> nextGroup(
      ManifestReader reader, ItemParser parser, Shard shard, ResultLog log) throws IOException {
    List<Attempt> group = new ArrayList<>();
    while (group.size() < speaker.width() && !stopped()) {
      if (!again.isEmpty()) {
        group.add(again.remove());
        continue;
      }
      Optional<ManifestLine> line = reader.next();
      if (line.isEmpty()) {
        break;
      }
      Item item = parser.parse(line.get());
      if (!shard.holds(item.id()) || plan.finished().get(Math.toIntExact(item.index()))) {
        continue;
      }
      if (item instanceof Item.Job job) {
        group.add(new Attempt(job, 1));
      } else if (item instanceof Item.Bad bad && group.isEmpty()) {
        report(ItemFiles.bad(bad), 0, log);
      } else if (item instanceof Item.Bad bad) {
        badMeanwhile.add(bad);
      }
    }
    return group;
  }

  private void settle(Attempt attempt, Outcome outcome, ItemFiles files, ResultLog log)
      throws IOException {
    if (outcome instanceof Outcome.Failed && attempt.number() <= policy.retries()) {
      again.add(attempt.next());
      return;
    }
    report(files.keep(attempt, outcome), Estimate.audioSeconds(attempt.job().request()), log);
  }

  private void report(Result result, double guess, ResultLog log) throws IOException {
    log.append(result);
    totals = totals.plus(result, guess);
    listener.finished(result, totals);
  }
}
