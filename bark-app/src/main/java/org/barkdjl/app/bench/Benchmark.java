package org.barkdjl.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.bench.Bench;
import org.barkdjl.bench.BenchOptions;
import org.barkdjl.bench.BenchReport;
import org.barkdjl.bench.BenchRow;
import org.barkdjl.bench.EngineTarget;
import org.barkdjl.bench.LoadBench;
import org.barkdjl.bench.LoadReport;
import org.barkdjl.bench.LoadRow;
import org.barkdjl.bench.LoadTarget;
import org.barkdjl.bench.RandomModels;
import org.barkdjl.bench.ServerTarget;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.home.BarkHome;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.voice.Voice;

/** {@code bark bench}: how fast each stage is, and how near to this machine's limit. */
public final class Benchmark implements Command {
  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Measure each stage of a model against this machine's limits.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]...";
  }

  @Override
  public List<Option<?>> options() {
    return BenchArguments.options();
  }

  @Override
  public List<OptionTable<?>> tables() {
    return List.of(BenchArguments.OPTIONS);
  }

  @Override
  public String notes() {
    return "'limit' is the least time that this machine needs over the time taken: for decoding, "
        + "to read weights and cache from memory; for the rest, to do its arithmetic in fp32. "
        + "'of cpu' is the same of the processor time.\n"
        + "'dispatch' is what a step of 24 layers costs beside arithmetic, for 1, 8 and 32 rows in "
        + "the forms of decoding for CPU (row by row) and for CUDA (all rows).\n"
        + "'--load' tells how long clients wait for the first sound, half of them and 95 of 100 at"
        + " most, and how much audio all get in a second, beside the same texts one after the"
        + " other.\n"
        + "Made-up weights are kept in the cache folder under bench/: 0.6 to 5 GB a precision.";
  }

  @Override
  public boolean takesDefaults() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    BenchArguments arguments = BenchArguments.of(values);
    if (arguments.json().isPresent()) {
      Output.checkWritable(arguments.json().get());
    }
    context.cancellation().begin();
    String json =
        arguments.load().isPresent() ? load(arguments, context) : stages(arguments, context);
    if (arguments.json().isPresent()) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(arguments.json().get(), out -> out.write(bytes));
    }
    return ExitCode.OK;
  }

  private static String stages(BenchArguments arguments, Context context) throws IOException {
    BarkHome home = context.home().prepareEngine(context.environment(), arguments.bench().device());
    RandomModels random = new RandomModels(home.folder().resolve("bench"));
    Bench bench = new Bench(arguments.bench(), random, row -> heard(row, arguments, context));
    BenchReport report = bench.run(precisions -> open(arguments, home, random, precisions));
    context.terminal().out().print(report.toTable());
    return report.toJson();
  }

  private static String load(BenchArguments arguments, Context context) throws IOException {
    if (arguments.server().isPresent()) {
      Optional<String> key = Optional.ofNullable(context.environment().get("BARK_API_KEY"));
      return load(new ServerTarget(arguments.server().get(), key), arguments, context);
    }
    BenchOptions bench = arguments.bench();
    BarkHome home = context.home().prepareEngine(context.environment(), bench.device());
    BarkOptions options =
        BarkOptions.DEFAULT
            .withDevice(bench.device())
            .withPrecision(bench.precisions().get(0))
            .withThreads(bench.threads())
            .withRows(Collections.max(bench.batches()));
    Precision precision = Devices.precision(options.precision(), Devices.select(options.device()));
    RandomModels random = new RandomModels(home.folder().resolve("bench"));
    ModelPackage model = open(arguments, home, random, List.of(precision)).get(0);
    Optional<Voice> voice = Optional.empty();
    Optional<String> named = ModelVoices.chosen(model, Optional.empty());
    if (named.isPresent()) {
      voice = Optional.of(ModelVoices.find(model, context.voices(), named.get()));
    }
    try (Bark bark = Bark.open(model, options)) {
      return load(new EngineTarget(bark, voice), arguments, context);
    }
  }

  private static String load(LoadTarget target, BenchArguments arguments, Context context)
      throws IOException {
    LoadReport report =
        new LoadBench(
                target,
                arguments.load().orElseThrow(),
                row -> heard(row, arguments, context),
                context.cancellation()::requested)
            .run();
    context.terminal().out().print(report.toTable());
    return report.toJson();
  }

  private static void heard(LoadRow row, BenchArguments arguments, Context context) {
    if (!arguments.quiet()) {
      String line =
          String.format(
              Locale.ROOT,
              "%s: %.2f s of audio a second, first sound after %.2f s",
              row.clients() == 0 ? "one after the other" : row.clients() + " clients",
              row.perSecond(),
              row.firstMedian());
      context.terminal().err().println(line);
    }
  }

  private static List<ModelPackage> open(
      BenchArguments arguments, BarkHome home, RandomModels random, List<Precision> precisions)
      throws IOException {
    if (arguments.random().isPresent()) {
      return random.open(arguments.random().get(), precisions);
    }
    List<ModelPackage> models = new ArrayList<>();
    for (Precision precision : precisions) {
      models.add(home.store().open(arguments.model(), precision));
    }
    return models;
  }

  private static void heard(BenchRow row, BenchArguments arguments, Context context) {
    context.cancellation().throwIfRequested();
    if (!arguments.quiet()) {
      String line =
          String.format(
              Locale.ROOT,
              "%s, %s, %s: %.1f ms",
              row.part(),
              row.work(),
              row.precision().id(),
              row.millis());
      context.terminal().err().println(line);
    }
  }
}
