package org.barkdjl.app.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.bench.BenchOptions;
import org.barkdjl.bench.BenchPart;
import org.barkdjl.bench.LoadOptions;
import org.barkdjl.bench.RandomSize;
import org.barkdjl.device.Precision;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Numbers;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.Range;

/**
 * A line of {@code bark bench}, understood.
 *
 * @param model name or folder of the model; of no meaning with {@code random}
 * @param random the size of a model whose weights are made up
 * @param bench what to measure and how
 * @param json where to write the figures, too
 * @param load how many clients to have ask at once, instead of measuring stages
 * @param server whom they ask; empty: an engine in this process
 * @param quiet no line for each figure as it comes
 */
public record BenchArguments(
    String model,
    Optional<RandomSize> random,
    BenchOptions bench,
    Optional<Path> json,
    Optional<LoadOptions> load,
    Optional<URI> server,
    boolean quiet) {
  private static final Range BATCHES = Range.between(1, BenchOptions.MAX_BATCH);

  private static final Range CLIENTS = Range.between(1, LoadOptions.MAX_CLIENTS);

  private static final Option<Set<BenchPart>> STAGES =
      Option.of("stages", "S,S", "Which to measure.", list -> Set.copyOf(each(list, BenchPart::of)))
          .byDefault(joined(List.of(BenchPart.values()), BenchPart::id))
          .forOneRun();

  private static final Option<RandomSize> RANDOM =
      Option.of(
              "random",
              "SIZE",
              "Measure made-up weights of the size of Suno's small or large Bark.",
              RandomSize::of)
          .forOneRun();
  private static final Option<List<Integer>> LOAD =
      Option.of(
              "load",
              "N,N",
              "Have so many clients ask at once, for as many texts each as there are runs, instead"
                  + " of measuring stages.",
              list -> each(list, n -> Numbers.whole(n, CLIENTS)))
          .forOneRun();
  private static final Option<URI> SERVER =
      Option.of(
              "url",
              "URL",
              "The server that they ask, such as http://127.0.0.1:8880; it is shown the key in"
                  + " BARK_API_KEY.",
              BenchArguments::address)
          .otherwise("an engine in this process")
          .forOneRun();
  private static final Option<Path> JSON =
      CommonOptions.newFile("json", "Write the figures as JSON, too.");
  private static final Option<Boolean> QUIET =
      Option.flag("quiet", "Show no figures before all are measured.").letter("q");

  static final OptionTable<BenchOptions> OPTIONS =
      OptionTable.of(BenchOptions.DEFAULT)
          .with(EngineOptionTable.DEVICE, BenchOptions::withDevice)
          .with(
              Option.of(
                      "precision",
                      "P,P",
                      "One or several of auto, fp32, fp16 and int8.",
                      list -> each(list, Precision::of))
                  .letter("p")
                  .byDefault(joined(BenchOptions.DEFAULT.precisions(), Precision::id)),
              BenchOptions::withPrecisions)
          .with(EngineOptionTable.THREADS, BenchOptions::withThreads)
          .with(
              Option.of(
                      "seconds",
                      "S",
                      "Audio that codec and pipeline make.",
                      BenchArguments::seconds)
                  .byDefault(BenchOptions.DEFAULT.audio().toSeconds())
                  .forOneRun(),
              BenchOptions::withAudio)
          .with(STAGES, BenchOptions::withParts)
          .with(
              Option.of(
                      "batch",
                      "N,N",
                      "Sequences to decode together.",
                      list -> each(list, n -> Numbers.whole(n, BATCHES)))
                  .byDefault(joined(BenchOptions.DEFAULT.batches(), String::valueOf))
                  .forOneRun(),
              BenchOptions::withBatches)
          .with(
              Option.whole(
                      "runs",
                      "N",
                      Range.between(1, BenchOptions.MAX_RUNS),
                      "How often to measure each; medians are shown.")
                  .byDefault(BenchOptions.DEFAULT.runs())
                  .forOneRun(),
              BenchOptions::withRuns);

  /** All options of {@code bench}, in the order of the help. */
  static List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>(List.of(CommonOptions.MODEL, RANDOM));
    options.addAll(OPTIONS.options());
    options.addAll(List.of(LOAD, SERVER, JSON, QUIET));
    return options;
  }

  /**
   * Understands a line.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static BenchArguments of(OptionValues values) {
    if (!values.words().isEmpty()) {
      throw new UsageException("bench takes no arguments; to speak, use 'bark say bench ...'.");
    }
    if (values.isOnLine(CommonOptions.MODEL) && values.has(RANDOM)) {
      throw new UsageException("bench takes --model or --random, not both.");
    }
    BenchOptions bench = values.get(OPTIONS);
    Optional<LoadOptions> load =
        values.get(LOAD).map(clients -> new LoadOptions(clients, bench.runs(), bench.audio()));
    if (load.isPresent()) {
      checkLoad(values, bench);
    } else if (values.has(SERVER)) {
      throw new UsageException("--url goes with --load, which tells how many clients ask.");
    }
    return new BenchArguments(
        values.getOrDefault(CommonOptions.MODEL),
        values.get(RANDOM),
        bench,
        values.get(JSON),
        load,
        values.get(SERVER),
        values.has(QUIET));
  }

  private static void checkLoad(OptionValues values, BenchOptions bench) {
    if (bench.precisions().size() > 1) {
      throw new UsageException("With --load, bench measures one precision at a time.");
    }
    if (values.isOnLine(STAGES)) {
      throw new UsageException("bench takes --stages or --load, not both.");
    }
    if (values.has(SERVER) && (values.isOnLine(CommonOptions.MODEL) || values.has(RANDOM))) {
      throw new UsageException("With --url, the server has its own model.");
    }
  }

  private static URI address(String value) {
    try {
      URI address = URI.create(value);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // As below.
    }
    throw new IllegalArgumentException("it takes an address such as http://127.0.0.1:8880");
  }

  private static <T> List<T> each(String list, Function<String, T> parse) {
    return Arrays.stream(list.split(",", -1)).map(parse).toList();
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(Math.round(Numbers.real(value) * 1e3));
  }

  private static <T> String joined(List<T> values, Function<T, String> name) {
    return values.stream().map(name).collect(Collectors.joining(","));
  }
}
