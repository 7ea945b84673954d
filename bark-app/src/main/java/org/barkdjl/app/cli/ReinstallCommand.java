package org.barkdjl.app.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.barkdjl.device.Precision;
import org.barkdjl.model.BrokenModelException;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelStore;

/** The command that installs a model again from where it came. */
public final class ReinstallCommand {
  private static final Pattern HUB = Pattern.compile("[\\w.-]+/[\\w.-]+@[\\w./-]+");

  /** The next use of the embedded model unpacks it again. */
  public static final String EMBEDDED = "bark models remove " + ModelStore.EMBEDDED;

  private ReinstallCommand() {}

  static String of(BrokenModelException e) {
    return of(e.manifest(), e.folder(), e.precisions());
  }

  /** The command for the precisions that the model is there in. */
  public static String of(Manifest manifest, Path folder) {
    return of(manifest, folder, manifest.precisions());
  }

  /** A model that was copied to where it lies cannot be installed there. */
  private static String of(Manifest manifest, Path folder, Set<Precision> precisions) {
    if (manifest.name().equals(ModelStore.EMBEDDED)) {
      Path parent = folder.toAbsolutePath().normalize().getParent();
      return parent.endsWith("embedded") ? EMBEDDED : "copy its folder again";
    }
    String verb = HUB.matcher(manifest.source()).matches() ? "pull" : "import";
    return "bark models %s %s --name %s --precision %s --force"
        .formatted(
            verb,
            manifest.source(),
            manifest.name(),
            precisions.stream().map(Precision::id).collect(Collectors.joining(",")));
  }
}
