package org.barkdjl.model;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command that installs a model again from where it came. */
final class Mending {
  private static final Pattern HUB = Pattern.compile("[\\w.-]+/[\\w.-]+@[\\w./-]+");

  /** The next use of the embedded model unpacks it again. */
  static final String EMBEDDED = "bark models remove " + ModelStore.EMBEDDED;

  private Mending() {}

  /**
   * @param folder where the model lies; one that was copied there cannot be installed
   */
  static String command(Manifest manifest, Path folder) {
    if (manifest.name().equals(ModelStore.EMBEDDED)) {
      Path parent = folder.toAbsolutePath().normalize().getParent();
      return parent.endsWith(EmbeddedModel.FOLDER) ? EMBEDDED : "copy its folder again";
    }
    String verb = HUB.matcher(manifest.source()).matches() ? "pull" : "import";
    String precisions =
        manifest.files().stream()
            .filter(file -> file.part() == Part.SEMANTIC)
            .map(file -> file.precision().id())
            .collect(Collectors.joining(","));
    return "bark models %s %s --name %s --precision %s --force"
        .formatted(verb, manifest.source(), manifest.name(), precisions);
  }
}
