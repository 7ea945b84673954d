package org.barkdjl.app.cuda;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstallProgress;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.bench.Bench;
import org.barkdjl.bench.BenchOptions;
import org.barkdjl.bench.BenchReport;
import org.barkdjl.bench.RandomModels;
import org.barkdjl.cuda.CudaLibtorch;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Devices;
import org.barkdjl.device.NvidiaDriver;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.home.BarkHome;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubConfig;
import org.barkdjl.hub.HubRetry;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.ByteCount;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.Option;
import org.barkdjl.torch.Djl;

/** {@code bark cuda}: the libtorch for NVIDIA's GPUs. */
public final class Cuda implements Command {
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2";

  /** A mirror may fetch all of a file before it gives the first byte. */
  private static final HubRetry PATIENT =
      new HubRetry(
          HubRetry.DEFAULT.attempts(),
          HubRetry.DEFAULT.first(),
          HubRetry.DEFAULT.longest(),
          Duration.ofMinutes(10),
          HubRetry.DEFAULT.pause());

  private static final Option<String> REPOSITORY =
      Option.text("repository", "URL", "The Maven repository to fetch from, such as a mirror.")
          .byDefault(CENTRAL);
  private static final Option<Boolean> YES =
      Option.flag("yes", "Do not ask before fetching.").letter("y");
  private static final Option<DeviceSpec> DEVICE =
      Option.of("device", "DEVICE", "What check checks: cuda, cuda:N or cpu.", DeviceSpec::parse)
          .letter("d")
          .byDefault("cuda");
  private static final Option<Path> GOLDEN =
      Option.of(
              "golden",
              "FOLDER",
              "Recorded runs for check to repeat, with their checkpoints in weights/.",
              Path::of)
          .otherwise("none");
  private static final Option<Path> JSON =
      CommonOptions.newFile("json", "Where check writes its results, too.").otherwise("nowhere");
  private static final Option<Boolean> QUICK =
      Option.flag("quick", "Check with less of everything, and without the benchmark.");
  private static final Option<Boolean> QUIET =
      Option.flag("quiet", "Show no progress.").letter("q");

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String summary() {
    return "Install what an NVIDIA GPU needs, check it, or remove it.";
  }

  @Override
  public String synopsis() {
    return "VERB [OPTION]...";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(REPOSITORY, YES, DEVICE, GOLDEN, JSON, QUICK, QUIET);
  }

  @Override
  public String notes() {
    return """
    Verbs: install, check, remove.
    install fetches the libtorch for CUDA 12.4 with NVIDIA's libraries, whose licences are https://docs.nvidia.com/cuda/eula/ and https://docs.nvidia.com/deeplearning/cudnn/latest/reference/eula.html; it goes on where an earlier run stopped. It is used from then on where the driver shows a GPU that fits, unless --device cpu says otherwise; 'bark info' tells.
    check generates on the device and compares: with recordings, with the CPU, several texts together with each alone, fp16 with fp32, offloaded; it looks at the memory after many generations, cancels, fills a GPU's memory, and measures. It takes some minutes. Exit code 1: something is not as it must be.""";
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    if (values.words().size() != 1) {
      throw new UsageException("cuda takes a verb: install, check or remove.");
    }
    context.cancellation().begin();
    if (values.words().get(0).equals("check")) {
      return check(values, context);
    }
    CudaLibtorch libtorch = context.home().prepare().cudaLibtorch(context.environment());
    try (InstallProgress progress = InstallProgress.of(context, values.has(QUIET))) {
      switch (values.words().get(0)) {
        case "install" -> install(libtorch, values, context, progress);
        case "remove" ->
            progress.say(
                libtorch.remove(progress::waiting)
                    ? "Removed the libtorch for CUDA."
                    : "The libtorch for CUDA is not installed.");
        default ->
            throw new UsageException(
                "cuda has no verb '"
                    + values.words().get(0)
                    + "'; it has install, check and remove.");
      }
    }
    return ExitCode.OK;
  }

  private static ExitCode check(OptionValues values, Context context) throws IOException {
    Optional<Path> json = values.get(JSON);
    if (json.isPresent()) {
      Output.checkWritable(json.get());
    }
    DeviceSpec device = values.get(DEVICE).orElseGet(() -> DeviceSpec.parse("cuda"));
    boolean quick = values.has(QUICK);
    BarkHome home = context.home().prepareEngine(context.environment(), device);
    PrintStream out = context.terminal().out();
    out.println(Versions.read().software() + ", libtorch " + Djl.libtorch());
    Devices.list().forEach(found -> out.println(found.name() + ": " + found.detail()));
    List<DeviceCheck.Row> rows =
        new DeviceCheck(
                home.store(),
                device,
                quick ? 2 : 4,
                quick ? 0.5 : 4,
                quick ? 2 : 20,
                row -> {
                  out.println(row.line());
                  context.cancellation().throwIfRequested();
                })
            .run(values.get(GOLDEN));
    JsonObject report = new JsonObject();
    report.addProperty("libtorch", Djl.libtorch());
    report.add("checks", new Gson().toJsonTree(rows));
    if (!quick) {
      BenchReport bench = bench(device, home, context);
      out.print(bench.toTable());
      report.add("bench", JsonParser.parseString(bench.toJson()));
    }
    if (json.isPresent()) {
      byte[] bytes = (report + "\n").getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(json.get(), file -> file.write(bytes));
    }
    return rows.stream().allMatch(DeviceCheck.Row::ok) ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static BenchReport bench(DeviceSpec device, BarkHome home, Context context)
      throws IOException {
    BenchOptions options = BenchOptions.DEFAULT.withDevice(device).withBatches(List.of(1, 8, 32));
    return new Bench(
            options,
            new RandomModels(home.folder().resolve("bench")),
            row -> context.cancellation().throwIfRequested())
        .run(
            precisions -> {
              List<ModelPackage> models = new ArrayList<>();
              for (Precision precision : precisions) {
                models.add(home.store().open(ModelStore.EMBEDDED, precision));
              }
              return models;
            });
  }

  private static void install(
      CudaLibtorch libtorch, OptionValues values, Context context, InstallProgress progress)
      throws IOException {
    if (!CudaLibtorch.isForThisSystem()) {
      throw new DeviceException("There is a libtorch for CUDA for Linux on x86_64 alone.");
    }
    if (!libtorch.isInstalled()) {
      String repository = values.get(REPOSITORY).orElse(CENTRAL);
      HubConfig config = HubConfig.maven("--repository", repository, context.environment());
      progress.say(
          "Fetching libtorch for CUDA 12.4 from %s: %s, which take %s of disk, and while installing %s."
              .formatted(
                  config.endpoint().getHost(),
                  ByteCount.of(libtorch.downloadBytes()),
                  ByteCount.of(libtorch.installedBytes()),
                  ByteCount.of(libtorch.downloadBytes() + libtorch.installedBytes())));
      progress.say("It holds libraries of NVIDIA, under the licences that 'bark help cuda' names.");
      if (!values.has(YES) && context.terminal().errIsTerminal() && !agreed(context)) {
        progress.say("Nothing was fetched.");
        return;
      }
      fetch(libtorch, config, context, progress);
    }
    progress.say("The libtorch for CUDA is in " + libtorch.folder());
    progress.say(
        NvidiaDriver.probe()
            .obstacle()
            .map(why -> "It is not used as long as " + why + ".")
            .orElse("Try: bark \"Hello\" --device cuda"));
  }

  private static void fetch(
      CudaLibtorch libtorch, HubConfig config, Context context, InstallProgress progress)
      throws IOException {
    Path home =
        Path.of(context.environment().getOrDefault("HOME", System.getProperty("user.home")));
    try {
      libtorch.install(
          new HubClient(config, PATIENT, progress),
          context.home().folder().resolve("downloads"),
          home.resolve(".m2/repository"),
          DiskSpace.SYSTEM,
          progress);
    } catch (CancelledException e) {
      progress.say("What was downloaded is kept: the same command goes on from here.");
      throw e;
    }
  }

  /** Anything but a line that begins with y or Y is a no. */
  private static boolean agreed(Context context) throws IOException {
    context.terminal().err().print("Go on? [y/N] ");
    context.terminal().err().flush();
    String line =
        new BufferedReader(new InputStreamReader(context.terminal().in(), StandardCharsets.UTF_8))
            .readLine();
    return line != null && line.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
