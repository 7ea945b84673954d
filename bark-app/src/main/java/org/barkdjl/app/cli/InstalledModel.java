package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barkdjl.BarkOptions;
import org.barkdjl.error.ModelException;
import org.barkdjl.home.BarkHome;
import org.barkdjl.model.InstallListener;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.text.PromptTokenizer;

/** Opens the model that a line names. */
public final class InstalledModel {
  /** Files by which a folder of the hub or of Suno is told. */
  private static final List<String> CHECKPOINTS =
      List.of("config.json", "model.safetensors", "pytorch_model.bin", "text.pt", "text_2.pt");

  private InstalledModel() {}

  /**
   * The model, in the precision that the options come to on their device.
   *
   * @throws org.barkdjl.error.ModelException if there is none, or it is damaged
   * @throws org.barkdjl.error.DeviceException if the device cannot be used
   */
  public static ModelPackage open(Context context, String name, BarkOptions options)
      throws IOException {
    if (name.contains("/")) {
      throwIfNoModel(OptionValues.path(name, "--model"));
    }
    BarkHome home = context.home().prepareEngine(context.environment(), options.device());
    PromptTokenizer.begin();
    return home.store().open(name, options.device(), options.precision(), new Notices(context));
  }

  /** Says on standard error what a user would wonder about, as it takes a while. */
  private record Notices(Context context) implements InstallListener {
    @Override
    public void repacking(String model) {
      say("the model " + model + " is given the programs of this version, which happens once");
    }

    @Override
    public void waiting() {
      say("waiting for another bark that installs, repacks or removes a model");
    }

    @Override
    public boolean cancelled() {
      return context.cancellation().requested();
    }

    private void say(String what) {
      context.terminal().err().println("bark: " + what);
    }
  }

  /** What the hub or Suno distribute is not what runs, and a repository's name is no folder. */
  private static void throwIfNoModel(Path folder) {
    if (Files.notExists(folder)) {
      throw new ModelException(
          "There is no folder %s to take the model from; what is on a hub, 'bark models pull' installs."
              .formatted(folder));
    }
    boolean model = Files.exists(folder.resolve("model.json"));
    if (!model && CHECKPOINTS.stream().map(folder::resolve).anyMatch(Files::exists)) {
      throw new ModelException(
          "%s is a checkpoint, not an installed model; 'bark models import %s --name NAME' makes one of it."
              .formatted(folder, folder));
    }
  }
}
