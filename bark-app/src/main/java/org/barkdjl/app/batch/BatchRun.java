package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.barkdjl.error.BarkException;

/** Makes the items of a manifest that are not finished. */
public final class BatchRun {
  /**
   * How to go on where items fail.
   *
   * @param failFast stop at the first
   * @param retries how many other seeds to try with an item
   */
  public record Policy(boolean failFast, int retries) {}

  /** One item may ask too much; after so many in a row it is the engine that is broken. */
  private static final int ENGINE_FAILURES = 3;

  private final Path folder;
  private final Plan plan;
  private final Policy policy;
  private final Synthesizer synthesizer;
  private final BatchListener listener;
  private final BestTakes bestTakes;
  private final Deque<Attempt> again = new ArrayDeque<>();
  private final Deque<Item.Job> takes = new ArrayDeque<>();
  private final Deque<Item.Bad> badMeanwhile = new ArrayDeque<>();
  private Totals totals;
  private long workingSinceNanos;
  private int engineFailures;

  /**
   * @param results what was made before
   */
  public BatchRun(
      Path folder,
      Plan plan,
      ResultFile results,
      Policy policy,
      Synthesizer synthesizer,
      BatchListener listener) {
    this.folder = folder;
    this.plan = plan;
    this.policy = policy;
    this.synthesizer = synthesizer;
    this.listener = listener;
    bestTakes = new BestTakes(folder, plan.takes(), results);
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
   * @param wanted as planned
   * @throws org.barkdjl.error.CancelledException if the user wants to stop
   * @throws org.barkdjl.error.BarkException if the engine failed with several items in a row
   * @throws IOException if the output cannot be written
   */
  public void run(ManifestSource manifest, ItemParser parser, Predicate<String> wanted)
      throws IOException {
    listener.started(totals);
    try (ResultLog log = ResultLog.open(folder);
        ManifestReader reader = manifest.open()) {
      ItemFiles files = new ItemFiles(folder);
      begin(reader, parser, wanted, log);
      while (!synthesizer.isIdle() && !stopped()) {
        workingSinceNanos = System.nanoTime();
        synthesizer.work((attempt, outcome) -> settle(attempt, outcome, files, log));
        countWork();
        reportBad(log);
        begin(reader, parser, wanted, log);
      }
    }
  }

  /** Bad items that were read during work on others come after these, not before. */
  private void reportBad(ResultLog log) throws IOException {
    while (!badMeanwhile.isEmpty()) {
      report(ItemFiles.bad(badMeanwhile.remove()), 0, log);
    }
  }

  private boolean stopped() {
    return policy.failFast() && totals.failed() > 0;
  }

  private void begin(
      ManifestReader reader, ItemParser parser, Predicate<String> wanted, ResultLog log)
      throws IOException {
    while (synthesizer.hasRoom() && !stopped()) {
      Optional<Attempt> next = next(reader, parser, wanted, log);
      if (next.isEmpty()) {
        return;
      }
      synthesizer.begin(next.get());
    }
  }

  /** Attempts to repeat come first, so that items end in about the order of the manifest. */
  private Optional<Attempt> next(
      ManifestReader reader, ItemParser parser, Predicate<String> wanted, ResultLog log)
      throws IOException {
    if (!again.isEmpty()) {
      return Optional.of(again.remove());
    }
    if (!takes.isEmpty()) {
      return Optional.of(new Attempt(takes.remove(), 1));
    }
    for (Optional<ManifestLine> line = reader.next();
        line.isPresent() && !stopped();
        line = reader.next()) {
      Item item = parser.parse(line.get());
      if (!wanted.test(item.id())) {
        continue;
      }
      if (item instanceof Item.Bad bad) {
        badMeanwhile.add(bad);
        if (synthesizer.isIdle()) {
          reportBad(log);
        }
        continue;
      }
      Item.Job job = (Item.Job) item;
      plan.takes().of(job).stream().filter(take -> !plan.isFinished(take)).forEach(takes::add);
      if (plan.takes().keepBest()) {
        choose(bestTakes.begin(job, plan.isFinished(job), List.copyOf(takes)), log);
      }
      if (!takes.isEmpty()) {
        return Optional.of(new Attempt(takes.remove(), 1));
      }
    }
    return Optional.empty();
  }

  private void settle(Attempt attempt, Outcome outcome, ItemFiles files, ResultLog log)
      throws IOException {
    countWork();
    Optional<BarkException> broken =
        outcome instanceof Outcome.Failed failed ? failed.engine() : Optional.empty();
    if (outcome instanceof Outcome.Failed
        && broken.isEmpty()
        && attempt.number() <= policy.retries()) {
      again.add(attempt.next());
      return;
    }
    Result result = files.keep(attempt, outcome);
    report(result, Estimate.audioSeconds(attempt.job().speech()), log);
    choose(bestTakes.add(result), log);
    engineFailures = broken.isPresent() ? engineFailures + 1 : 0;
    if (engineFailures == ENGINE_FAILURES) {
      throw broken.orElseThrow();
    }
  }

  /** Makes the best take of an item the item's file, if all of them are there. */
  private void choose(Optional<BestTakes.Choice> choice, ResultLog log) throws IOException {
    if (choice.isPresent()) {
      Result chosen = choice.get().keep();
      log.append(chosen);
      choice.get().removeOthers();
      listener.chosen(chosen, plan.takes().count());
    }
  }

  private void countWork() {
    long now = System.nanoTime();
    totals = totals.plusWork((now - workingSinceNanos) / 1e9);
    workingSinceNanos = now;
  }

  private void report(Result result, double guess, ResultLog log) throws IOException {
    log.append(result);
    totals = totals.plus(result, guess);
    listener.finished(result, totals);
  }
}
