package org.barkdjl.app.cuda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstallProgress;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.cuda.CudaLibtorch;
import org.barkdjl.device.NvidiaDriver;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubConfig;
import org.barkdjl.hub.HubRetry;
import org.barkdjl.io.ByteCount;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.options.Option;

/** {@code bark cuda}: the libtorch for NVIDIA's GPUs. */
public final class Cuda implements Command {
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2";

  private static final Option<String> REPOSITORY =
      Option.text("repository", "URL", "The Maven repository to fetch from, such as a mirror.")
          .byDefault(CENTRAL);
  private static final Option<Boolean> YES =
      Option.flag("yes", "Do not ask before fetching.").letter("y");
  private static final Option<Boolean> QUIET =
      Option.flag("quiet", "Show no progress.").letter("q");

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String summary() {
    return "Install what an NVIDIA GPU needs, or remove it.";
  }

  @Override
  public String synopsis() {
    return "VERB [OPTION]...";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(REPOSITORY, YES, QUIET);
  }

  @Override
  public String notes() {
    return """
    Verbs: install, remove.
    install fetches the libtorch for CUDA 12.4 with NVIDIA's libraries, whose licences are https://docs.nvidia.com/cuda/eula/ and https://docs.nvidia.com/deeplearning/cudnn/latest/reference/eula.html; it goes on where an earlier run stopped. It is used from then on where the driver shows a GPU that fits, unless --device cpu says otherwise; 'bark info' tells.""";
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    if (values.words().size() != 1) {
      throw new UsageException("cuda takes a verb: install or remove.");
    }
    context.cancellation().begin();
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
                "cuda has no verb '" + values.words().get(0) + "'; it has install and remove.");
      }
    }
    return ExitCode.OK;
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
          new HubClient(config, HubRetry.DEFAULT, progress),
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
