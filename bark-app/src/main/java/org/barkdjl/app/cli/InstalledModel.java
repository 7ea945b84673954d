package org.barkdjl.app.cli;

import java.io.IOException;
import org.barkdjl.BarkOptions;
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
    return context.home().prepare().store().open(name, options.device(), options.precision());
  }
}
