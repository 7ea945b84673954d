package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.PrintStream;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.Progress;
import org.barkdjl.app.cli.ProgressKind;
import org.barkdjl.app.cli.Terminal;
import org.barkdjl.error.CancelledException;
import org.barkdjl.model.ModelPackage;

/** The part of {@code bark batch} that generates, and how it ends. */
final class BatchWork {
  private final BatchArguments arguments;
  private final BatchAudio audio;
  private final ModelPackage model;
  private final Context context;

  BatchWork(BatchArguments arguments, BatchAudio audio, ModelPackage model, Context context) {
    this.arguments = arguments;
    this.audio = audio;
    this.model = model;
    this.context = context;
  }

  ExitCode run(ManifestSource manifest, Plan plan, BatchItems items) throws IOException {
    Terminal terminal = context.terminal();
    if (arguments.progress() == ProgressKind.JSON) {
      BatchEvents events = new BatchEvents(terminal.err());
      return run(manifest, plan, items, events, events::ended);
    }
    try (BatchReport report =
        new BatchReport(arguments.folder(), terminal, arguments.progress(), arguments.quiet())) {
      return run(
          manifest,
          plan,
          items,
          report,
          (totals, interrupted) -> {
            report.wipe();
            if (interrupted) {
              tellHowToGoOn(totals, plan.takes(), terminal.err());
            }
          });
    }
  }

  /** Hears how a run ended, whether it was through or not. */
  private interface Ending {
    void ended(Totals totals, boolean interrupted);
  }

  private ExitCode run(
      ManifestSource manifest, Plan plan, BatchItems items, BatchListener listener, Ending ending)
      throws IOException {
    boolean through = false;
    try (EngineSynthesizer synthesizer =
        new EngineSynthesizer(
            model,
            arguments.engine(),
            arguments.folder(),
            audio,
            arguments.takes().several() || arguments.page(),
            arguments.saveVoices(),
            listener::loaded,
            new Progress.Silent(context.cancellation()))) {
      BatchRun run =
          new BatchRun(
              arguments.folder(),
              plan,
              ResultFile.read(arguments.folder()),
              arguments.policy(),
              synthesizer,
              listener);
      try {
        run.run(manifest, items, arguments.wanted());
        through = true;
      } finally {
        ending.ended(run.totals(), !through);
      }
      if (!arguments.quiet()) {
        context
            .terminal()
            .out()
            .println(
                Messages.summary(run.totals(), plan.takes())
                    + " Results: "
                    + arguments.folder().resolve(ResultFile.NAME));
      }
      return run.totals().failed() > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
    } catch (CancelledException e) {
      // Said above, with what has been done.
      return ExitCode.CANCELLED;
    }
  }

  private static void tellHowToGoOn(Totals totals, Takes takes, PrintStream err) {
    err.println(
        "bark: Stopped: %d of %d %s are done; the same command goes on from there."
            .formatted(totals.done(), totals.items(), takes.noun()));
  }
}
