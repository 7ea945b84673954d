package org.barkdjl.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.barkdjl.error.DeviceException;
import org.barkdjl.torch.NativeFolder;

/**
 * Environment variables that DJL obeys, above its system properties; other programs and images set
 * them, too. The launcher takes all away but {@link NativeFolder#LIBTORCH_PATH} and what goes with
 * it; a JVM cannot, so those are refused here that nothing else makes harmless.
 */
final class DjlEnvironment {
  /** The only harmless value of each; empty: there is none. Even an empty variable counts. */
  private static final Map<String, String> HARMLESS =
      new TreeMap<>(
          Map.of(
              "DJL_DEFAULT_ENGINE", "PyTorch",
              "DJL_OFFLINE", "true",
              "LIBSTDCXX_LIBRARY_PATH", "",
              "PYTORCH_EXTRA_LIBRARY_PATH", "",
              "PYTORCH_LIBRARY_EXCLUSION", "",
              "RUST_LIBRARY_PATH", ""));

  private DjlEnvironment() {}

  /**
   * Checks the environment before DJL sees it.
   *
   * @throws DeviceException naming the variables that would mislead DJL, and what to do
   */
  static void check(Map<String, String> environment) {
    List<String> misleading = new ArrayList<>();
    HARMLESS.forEach(
        (name, harmless) -> {
          String value = environment.getOrDefault(name, harmless);
          if (environment.containsKey(name) && (harmless.isEmpty() || !value.equals(harmless))) {
            misleading.add(name + "=" + value);
          }
        });
    if (!misleading.isEmpty()) {
      throw new DeviceException(
          "These environment variables would mislead DJL: %s. Unset them."
              .formatted(String.join(", ", misleading)));
    }
    String libtorch = environment.get(NativeFolder.LIBTORCH_PATH);
    if (libtorch != null && !holdsLibtorch(libtorch)) {
      throw new DeviceException(
          "%s is '%s', where there is no %s; correct it, or unset it to use the libtorch that comes with bark."
              .formatted(NativeFolder.LIBTORCH_PATH, libtorch, System.mapLibraryName("torch")));
    }
  }

  /** DJL takes the first of several folders, or files, that is there. */
  private static boolean holdsLibtorch(String path) {
    String library = System.mapLibraryName("torch");
    return Pattern.compile(Pattern.quote(System.getProperty("path.separator")))
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .anyMatch(
            place ->
                (place.endsWith(library) && Files.isRegularFile(place))
                    || Files.isRegularFile(place.resolve(library)));
  }
}
