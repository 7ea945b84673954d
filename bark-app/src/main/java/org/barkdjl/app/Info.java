package org.barkdjl.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Table;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.app.config.ConfigReport;
import org.barkdjl.cuda.CudaLibtorch;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Devices;
import org.barkdjl.device.NvidiaDriver;
import org.barkdjl.error.DeviceException;
import org.barkdjl.home.BarkHome;
import org.barkdjl.io.FolderTree;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.Option;
import org.barkdjl.torch.Djl;

/** {@code bark info}: what is there to work with. */
final class Info implements Command {
  private static final double MEGABYTE = 1e6;

  private static final Option<Boolean> CONFIG =
      Option.flag("config", "Show instead the default of each option, and who says so.");

  @Override
  public String name() {
    return "info";
  }

  @Override
  public String summary() {
    return "Show versions, devices, models and folders.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(CONFIG);
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    if (!values.words().isEmpty()) {
      throw new UsageException("info takes no arguments; to speak, use 'bark say info ...'.");
    }
    if (values.has(CONFIG)) {
      new ConfigReport(context, Commands.all().list()).print();
      return ExitCode.OK;
    }
    context.cancellation().begin();
    BarkHome home = context.home();
    List<List<String>> rows = new ArrayList<>();
    addVersions(rows);
    addDevices(rows, home, context.environment());
    addModels(rows, home);
    addFolders(rows, home);
    context.terminal().out().print(Table.of(rows));
    return ExitCode.OK;
  }

  private static void addVersions(List<List<String>> rows) throws IOException {
    Versions versions = Versions.read();
    rows.add(List.of("bark-djl", versions.bark()));
    rows.add(List.of("DJL", versions.djl()));
    rows.add(List.of("Java", property("java.vm.name") + " " + property("java.runtime.version")));
    rows.add(
        List.of(
            "system",
            property("os.name") + " " + property("os.version") + " " + property("os.arch")));
    Runtime runtime = Runtime.getRuntime();
    rows.add(List.of("processors", Integer.toString(runtime.availableProcessors())));
    rows.add(List.of("Java memory", "at most " + megabytes(runtime.maxMemory())));
  }

  private static void addDevices(
      List<List<String>> rows, BarkHome home, Map<String, String> environment) {
    try {
      home.prepareEngine(environment, DeviceSpec.AUTO);
      for (Devices.Found device : Devices.list()) {
        String usable = device.usable() ? "usable" : "not usable";
        rows.add(List.of("device " + device.name(), usable + ": " + device.detail()));
      }
      rows.add(List.of("libtorch", Djl.libtorch() + ", in " + Djl.libtorchFolder()));
      rows.add(List.of("libtorch for CUDA", cuda(home.cudaLibtorch(environment))));
      rows.add(List.of("NVIDIA driver", driver(NvidiaDriver.probe())));
    } catch (DeviceException | IOException e) {
      // The rest is what helps to find out why.
      rows.add(List.of("devices", "none usable: " + FailureText.of(e)));
    }
  }

  private static String cuda(CudaLibtorch libtorch) throws IOException {
    return libtorch.isInstalled()
        ? "installed, " + megabytes(new FolderTree(libtorch.folder()).bytes())
        : "not installed; 'bark cuda install' fetches it";
  }

  private static String driver(NvidiaDriver driver) {
    return driver.there()
        ? "for CUDA up to " + driver.cudaVersion() + "; GPUs: " + driver.gpus().size()
        : "none";
  }

  private static void addModels(List<List<String>> rows, BarkHome home) throws IOException {
    ModelStore store = home.store();
    for (String model : store.names()) {
      String where =
          model.equals(ModelStore.EMBEDDED)
              ? "embedded"
              : "installed, "
                  + megabytes(new FolderTree(store.modelsFolder().resolve(model)).bytes());
      rows.add(List.of("model " + model, where));
    }
  }

  private static void addFolders(List<List<String>> rows, BarkHome home) throws IOException {
    rows.add(List.of("cache folder", folder(home.folder())));
    rows.add(List.of("installed models", folder(home.store().modelsFolder())));
    rows.add(List.of("native libraries", folder(home.natives())));
  }

  private static String folder(Path folder) throws IOException {
    return folder + ", " + megabytes(new FolderTree(folder).bytes());
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
