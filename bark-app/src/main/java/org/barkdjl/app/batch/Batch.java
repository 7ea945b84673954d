package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstalledModel;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Terminal;
import org.barkdjl.device.Devices;
import org.barkdjl.error.InputException;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.SpeechOptionTable;

/** {@code bark batch}: many texts in, an audio file each out; goes on where it was stopped. */
public final class Batch implements Command {
  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String summary() {
    return "Turn a file of texts into audio files.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]... [MANIFEST]";
  }

  @Override
  public List<Option<?>> options() {
    return BatchOptions.all();
  }

  @Override
  public List<OptionTable<?>> tables() {
    return List.of(SpeechOptionTable.OPTIONS, AudioOptionTable.OPTIONS, EngineOptionTable.OPTIONS);
  }

  @Override
  public String notes() {
    return "MANIFEST is UTF-8: a text a line (.txt), JSON objects (.jsonl), or a table with a header"
        + " (.csv, .tsv); - is standard input. Fields: text, id, out (a file name), seed, and the"
        + " options above from --voice to --speakers, by their long names.\n"
        + "A text of any length becomes one file, spoken as 'bark say' speaks it.\n"
        + "Started again, it skips what is finished and unchanged.\n"
        + "With --takes it makes several of each text, measured; --page writes a page to choose by,"
        + " and --from makes final what was chosen there, without a MANIFEST, too.";
  }

  @Override
  public boolean takesDefaults() {
    return true;
  }

  @Override
  public boolean writesFiles() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    BatchArguments arguments = BatchArguments.of(values);
    if (arguments.choosesOnly()) {
      try (OutputFolder folder = OutputFolder.take(arguments.folder())) {
        ExitCode code = follow(arguments, folder, context);
        writePage(arguments, folder, context);
        return code;
      }
    }
    BatchManifest source = new BatchManifest(arguments);
    source.check();
    BatchAudio audio = new BatchAudio(arguments, context.environment());
    return arguments.dryRun()
        ? show(arguments, source, audio, context)
        : make(arguments, source, audio, context);
  }

  private static ExitCode make(
      BatchArguments arguments, BatchManifest source, BatchAudio audio, Context context)
      throws IOException {
    try (OutputFolder folder = OutputFolder.take(arguments.folder())) {
      ManifestSource manifest = source.copyTo(folder.manifestCopy(), context.terminal().in());
      context.cancellation().begin();
      ModelPackage model = InstalledModel.open(context, arguments.model(), arguments.engine());
      BatchItems items = items(arguments, audio, model, context);
      Plan plan = plan(arguments, manifest, items, (item, finished) -> {}, context);
      if (arguments.failFast() && plan.bad() > 0) {
        Item.Bad first = plan.firstBad().get(0);
        throw new InputException(
            Messages.failed(first.line(), first.id(), first.problem()) + " Nothing was made.");
      }
      ExitCode code = follow(arguments, folder, context);
      ExitCode made = new BatchWork(arguments, audio, model, context).run(manifest, plan, items);
      writePage(arguments, folder, context);
      return made == ExitCode.OK ? code : made;
    }
  }

  private static void writePage(BatchArguments arguments, OutputFolder folder, Context context)
      throws IOException {
    if (arguments.page()) {
      Path page = BatchPage.write(folder.path());
      if (!arguments.quiet()) {
        context.terminal().out().println("Page: " + page);
      }
    }
  }

  /** Makes chosen takes final. */
  private static ExitCode follow(BatchArguments arguments, OutputFolder folder, Context context)
      throws IOException {
    if (arguments.from().isEmpty()) {
      return ExitCode.OK;
    }
    Terminal terminal = context.terminal();
    Map<String, Optional<Result>> results =
        arguments.from().get().follow(folder.path(), terminal.err());
    for (Optional<Result> result : results.values()) {
      if (result.isPresent() && !arguments.quiet()) {
        terminal.out().println(Messages.isFinal(folder.path(), result.get()));
      }
    }
    return results.values().stream().allMatch(Optional::isPresent)
        ? ExitCode.OK
        : ExitCode.SOME_FAILED;
  }

  private static ExitCode show(
      BatchArguments arguments, BatchManifest source, BatchAudio audio, Context context)
      throws IOException {
    Path copy = Files.createTempFile("bark-manifest", ".tmp");
    try {
      ManifestSource manifest = source.copyTo(copy, context.terminal().in());
      context.cancellation().begin();
      ModelPackage model = InstalledModel.open(context, arguments.model(), arguments.engine());
      BatchPreview preview = new BatchPreview(context.terminal(), arguments.quiet());
      Plan plan =
          plan(arguments, manifest, items(arguments, audio, model, context), preview, context);
      preview.summarise(plan, ResultFile.read(arguments.folder()));
      return plan.bad() > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static Plan plan(
      BatchArguments arguments,
      ManifestSource manifest,
      BatchItems items,
      Planner.Visitor visitor,
      Context context)
      throws IOException {
    ResultFile results = ResultFile.read(arguments.folder());
    if (results.unreadable() > 0) {
      context
          .terminal()
          .err()
          .println(
              "bark: warning: %s: %d lines are torn or hold no result; they are passed over."
                  .formatted(arguments.folder().resolve(ResultFile.NAME), results.unreadable()));
    }
    return new Planner(arguments.folder(), results, arguments.verify(), arguments.takes())
        .plan(manifest, items, arguments.wanted(), visitor);
  }

  private static BatchItems items(
      BatchArguments arguments, BatchAudio audio, ModelPackage model, Context context) {
    String precision =
        Devices.precision(
                arguments.engine().precision(), Devices.select(arguments.engine().device()))
            .id();
    return new BatchItems(
        arguments,
        new BatchVoices(model, context.voices(), context.terminal().err()),
        audio,
        weights(model, precision),
        context.cancellation());
  }

  /** What tells a model from others of its name: the hashes of its archives. */
  private static List<String> weights(ModelPackage model, String precision) {
    List<String> weights = new ArrayList<>(List.of(model.manifest().name(), precision));
    model.manifest().files().forEach(file -> weights.add(file.sha256()));
    return weights;
  }
}
