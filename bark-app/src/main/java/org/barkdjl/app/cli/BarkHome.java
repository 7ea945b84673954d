package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.barkdjl.model.ModelStore;
import org.barkdjl.torch.Djl;

/**
 * The folder under which everything lies that bark keeps between runs.
 *
 * @param folder absolute
 */
public record BarkHome(Path folder) {
  /**
   * {@code $BARK_HOME}, else {@code $XDG_CACHE_HOME/bark-djl}, else {@code ~/.cache/bark-djl}.
   *
   * @param userHome the home folder if {@code $HOME} is not set
   */
  static BarkHome of(Map<String, String> environment, String userHome) {
    String own = environment.getOrDefault("BARK_HOME", "");
    if (!own.isEmpty()) {
      return new BarkHome(Path.of(own).toAbsolutePath().normalize());
    }
    return new BarkHome(Xdg.folder(environment, "XDG_CACHE_HOME", ".cache", userHome));
  }

  /** The models that lie in it. */
  public ModelStore store() {
    return new ModelStore(folder);
  }

  /** Unpacked native libraries. */
  public Path natives() {
    return folder.resolve("native");
  }

  /**
   * Creates the folder where it is missing and points DJL at it. Call it before DJL is loaded.
   *
   * @throws IOException if the folder cannot be written, with what to do
   */
  public BarkHome prepare() throws IOException {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(natives());
    } catch (IOException e) {
      throw new IOException(unwritable(), e);
    }
    if (!Files.isWritable(folder) || !Files.isWritable(natives())) {
      throw new IOException(unwritable());
    }
    configureDjl();
    return this;
  }

  /** Keeps DJL off the network and its files in this folder, unless a property says otherwise. */
  void configureDjl() {
    Djl.stayLocal();
    Map.of("DJL_CACHE_DIR", natives().toString(), "ENGINE_CACHE_DIR", natives().toString())
        .forEach(System.getProperties()::putIfAbsent);
  }

  private String unwritable() {
    return "Cannot write the cache folder "
        + folder
        + "; make it writable, or set BARK_HOME to a folder that is.";
  }
}
