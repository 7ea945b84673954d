package org.barkdjl.app.bench;

import static org.barkdjl.app.cli.CommonOptions.value;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.EngineArguments;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.say.SayOptions;
import org.barkdjl.bench.BenchOptions;
import org.barkdjl.bench.BenchPart;
import org.barkdjl.bench.RandomSize;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelStore;

/**
 * A line of {@code bark bench}, understood.
 *
 * @param model name or folder of the model; of no meaning with {@code random}
 * @param random the size of a model whose weights are made up
 * @param bench what to measure and how
 * @param json where to write the figures, too
 * @param quiet no line for each figure as it comes
 */
public record BenchArguments(
    String model,
    Optional<RandomSize> random,
    BenchOptions bench,
    Optional<Path> json,
    boolean quiet) {
  static final Option RANDOM =
      value(
          null,
          "random",
          "SIZE",
          "Measure made-up weights of the size of Suno's small or large Bark. Default: do not.");
  static final Option PRECISION =
      value(
          "p",
          "precision",
          "P,P",
          "One or several of auto, fp32, fp16 and int8. Default: "
              + joined(BenchOptions.DEFAULT.precisions().stream().map(Precision::id).toList())
              + ".");
  static final Option SECONDS =
      value(
          null,
          "seconds",
          "S",
          "Audio that codec and pipeline make. Default: "
              + BenchOptions.DEFAULT.audio().toSeconds()
              + ".");
  static final Option STAGES =
      value(
          null,
          "stages",
          "S,S",
          "Which to measure. Default: "
              + joined(Arrays.stream(BenchPart.values()).map(BenchPart::id).toList())
              + ".");
  static final Option BATCH =
      value(
          null,
          "batch",
          "N,N",
          "Sequences to decode together. Default: "
              + joined(BenchOptions.DEFAULT.batches().stream().map(String::valueOf).toList())
              + ".");
  static final Option RUNS =
      value(
          null,
          "runs",
          "N",
          "How often to measure each, 1 to "
              + BenchOptions.MAX_RUNS
              + "; medians are shown. Default: "
              + BenchOptions.DEFAULT.runs()
              + ".");
  static final Option JSON =
      value(null, "json", "FILE", "Write the figures as JSON, too. Default: do not.");
  static final Option QUIET =
      CommonOptions.flag("q", "quiet", "Show no figures before all are measured.");

  static Options all() {
    return new Options()
        .addOption(CommonOptions.MODEL)
        .addOption(RANDOM)
        .addOption(SayOptions.DEVICE)
        .addOption(PRECISION)
        .addOption(SayOptions.THREADS)
        .addOption(SECONDS)
        .addOption(STAGES)
        .addOption(BATCH)
        .addOption(RUNS)
        .addOption(JSON)
        .addOption(QUIET);
  }

  /**
   * Understands a line.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static BenchArguments of(OptionValues values) {
    CommandLine line = values.line();
    if (!line.getArgList().isEmpty()) {
      throw new UsageException("bench takes no arguments; to speak, use 'bark say bench ...'.");
    }
    if (line.hasOption(CommonOptions.MODEL) && line.hasOption(RANDOM)) {
      throw new UsageException("bench takes --model or --random, not both.");
    }
    return new BenchArguments(
        values.text(CommonOptions.MODEL).orElse(ModelStore.EMBEDDED),
        values.checked(RANDOM, RandomSize::of),
        bench(values),
        values.path(JSON),
        line.hasOption(QUIET));
  }

  private static BenchOptions bench(OptionValues values) {
    BenchOptions bench = BenchOptions.DEFAULT;
    bench = values.apply(SayOptions.DEVICE, bench, (b, d) -> b.withDevice(DeviceSpec.parse(d)));
    bench =
        values.apply(PRECISION, bench, (b, list) -> b.withPrecisions(each(list, Precision::of)));
    bench =
        values.apply(
            SayOptions.THREADS,
            bench,
            (b, n) -> b.withThreads(OptionValues.count(n, EngineArguments.MAX_THREADS)));
    bench = values.apply(SECONDS, bench, (b, s) -> b.withAudio(seconds(s)));
    bench = values.apply(STAGES, bench, (b, list) -> b.withParts(parts(list)));
    bench =
        values.apply(
            BATCH,
            bench,
            (b, list) ->
                b.withBatches(each(list, n -> OptionValues.count(n, BenchOptions.MAX_BATCH))));
    return values.apply(
        RUNS, bench, (b, n) -> b.withRuns(OptionValues.count(n, BenchOptions.MAX_RUNS)));
  }

  private static Set<BenchPart> parts(String list) {
    return each(list, BenchPart::of).stream().collect(Collectors.toSet());
  }

  private static <T> List<T> each(String list, Function<String, T> parse) {
    return Arrays.stream(list.split(",", -1)).map(parse).toList();
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(Math.round(OptionValues.real(value) * 1e3));
  }

  private static String joined(List<String> names) {
    return String.join(",", names);
  }
}
