package org.barkdjl.app.batch;

import java.util.Locale;
import java.util.Optional;
import org.barkdjl.app.cli.Terminal;

/** Shows what {@code bark batch} would do. */
final class BatchPreview implements Planner.Visitor {
  private final Terminal terminal;
  private final boolean quiet;

  BatchPreview(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  @Override
  public void visit(Item item, boolean finished) {
    if (item instanceof Item.Bad bad) {
      terminal.err().println("bark: " + Messages.failed(bad.line(), bad.id(), bad.problem()));
    } else if (item instanceof Item.Job job && !quiet) {
      terminal.out().println(Messages.wouldMake(job, finished));
    }
  }

  /**
   * The whole, with a guess at the time.
   *
   * @param results whose speed is taken, if anything has been made
   */
  void summarise(Plan plan, ResultFile results) {
    Optional<Double> measured = results.realTimeFactor();
    String time =
        measured
            .map(
                factor ->
                    "%s at the real-time factor so far, %s"
                        .formatted(
                            Messages.clock(plan.audioSeconds() * factor),
                            String.format(Locale.ROOT, "%.2f", factor)))
            .orElse("the time is not known before a first item is made here");
    terminal
        .out()
        .println(
            "%s: %d to make, %d finished, %d bad. About %s of audio; %s."
                .formatted(
                    plan.takes().counted(plan.items()),
                    plan.toMake(),
                    plan.done(),
                    plan.bad(),
                    Messages.clock(plan.audioSeconds()),
                    time));
  }
}
