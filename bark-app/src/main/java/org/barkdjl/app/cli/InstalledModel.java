package org.barkdjl.app.cli;

import java.io.IOException;
import org.barkdjl.BarkOptions;
import org.barkdjl.model.InstallListener;
import org.barkdjl.model.ModelPackage;

/** Opens the model that a line names. */
public final class InstalledModel {
  private InstalledModel() {}

  /**
   * The model, in the precision that the options come to on their device.
   *
   * @throws org.barkdjl.error.ModelException if there is none, or it is damaged
   * @throws org.barkdjl.error.DeviceException if the device cannot be used
   */
  public static ModelPackage open(Context context, String name, BarkOptions options)
      throws IOException {
    return context
        .home()
        .prepareEngine(context.environment())
        .store()
        .open(name, options.device(), options.precision(), new Notices(context));
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
}
