package org.barkdjl.app.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.InstallProgress;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubConfig;
import org.barkdjl.hub.HubRepository;
import org.barkdjl.hub.HubRetry;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.model.InstallRequest;
import org.barkdjl.model.ModelInstaller;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelPuller;
import org.barkdjl.model.ModelStore;
import org.barkdjl.model.Origin;
import org.barkdjl.model.PullRequest;

/** {@code bark models pull} and {@code bark models import}. */
final class ModelInstallation {
  /** What no shell takes for more than itself. */
  private static final Pattern PLAIN = Pattern.compile("[\\w/.+=:@%,\\\\-]+");

  private final OptionValues values;
  private final Context context;
  private final ModelStore store;

  ModelInstallation(OptionValues values, Context context, ModelStore store) {
    this.values = values;
    this.context = context;
    this.store = store;
  }

  void pull(String model) throws IOException {
    HubRepository repository = PullRequest.repository(model);
    String name = values.get(ModelsOptions.NAME).orElse(PullRequest.defaultName(model));
    Path home =
        Path.of(context.environment().getOrDefault("HOME", System.getProperty("user.home")));
    HubConfig config = HubConfig.of(context.environment(), home);
    Set<Precision> precisions = precisions();
    try (InstallProgress progress = progress()) {
      HubClient hub = new HubClient(config, HubRetry.DEFAULT, progress);
      PullRequest request =
          new PullRequest(
              repository,
              name,
              precisions,
              values.has(ModelsOptions.KEEP_DOWNLOAD),
              values.has(ModelsOptions.FORCE));
      progress.say("Installing %s from %s".formatted(name, repository));
      tell(pull(hub, request, progress), progress);
    }
  }

  private ModelPackage pull(HubClient hub, PullRequest request, InstallProgress progress)
      throws IOException {
    try {
      return new ModelPuller(store, hub, DiskSpace.SYSTEM, progress).pull(request);
    } catch (CancelledException e) {
      progress.say("What was downloaded is kept: the same command goes on from here.");
      throw e;
    }
  }

  void importFiles(List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new UsageException("models import takes the folder or the files of a model.");
    }
    List<Path> files = new ArrayList<>();
    for (String word : words) {
      files.add(OptionValues.path(word, "models import").toAbsolutePath());
    }
    String name =
        values
            .get(ModelsOptions.NAME)
            .orElseThrow(() -> new UsageException("models import takes --name NAME."));
    String source = String.join(" ", files.stream().map(ModelInstallation::quoted).toList());
    Origin origin = new Origin(name, source, "as stated where the files came from");
    try (InstallProgress progress = progress()) {
      ModelPackage model =
          new ModelInstaller(store, DiskSpace.SYSTEM)
              .install(
                  new InstallRequest(origin, files, precisions(), values.has(ModelsOptions.FORCE)),
                  progress);
      tell(model, progress);
    }
  }

  /** As it can be typed again: the source is part of the command that mends a model. */
  private static String quoted(Path file) {
    return PLAIN.matcher(file.toString()).matches()
        ? file.toString()
        : "'" + file.toString().replace("'", "'\\''") + "'";
  }

  /** Which are the best of this machine, its devices tell. */
  private Set<Precision> precisions() throws IOException {
    context.home().prepareEngine(context.environment(), DeviceSpec.AUTO);
    return ModelsOptions.precisions(values);
  }

  private InstallProgress progress() {
    return InstallProgress.of(context, values.has(ModelsOptions.QUIET));
  }

  private static void tell(ModelPackage model, InstallProgress progress) {
    String name = model.manifest().name();
    progress.say("Installed %s in %s".formatted(name, model.folder()));
    progress.say("Licence: " + model.manifest().licence());
    progress.say("Try: bark say \"Hello\" --model " + name);
  }
}
