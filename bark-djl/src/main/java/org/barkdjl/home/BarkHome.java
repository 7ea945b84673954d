package org.barkdjl.home;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.cuda.CudaLibtorch;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.NvidiaDriver;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.model.ModelStore;
import org.barkdjl.torch.Djl;
import org.barkdjl.torch.NativeFolder;

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
  public static BarkHome of(Map<String, String> environment, String userHome) {
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

  /** The libtorch for CUDA, in {@code $BARK_CUDA} or among the other natives. */
  public CudaLibtorch cudaLibtorch(Map<String, String> environment) {
    String own = environment.getOrDefault("BARK_CUDA", "");
    return new CudaLibtorch(own.isEmpty() ? natives() : Path.of(own).toAbsolutePath().normalize());
  }

  /**
   * Creates the folder where it is missing, for a command that writes into it.
   *
   * @throws IOException if the folder cannot be written, with what to do
   */
  public BarkHome prepare() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(unwritable(), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(unwritable());
    }
    return this;
  }

  /**
   * Makes DJL ready: its native libraries lie in this folder, where what is missing or damaged is
   * unpacked, and it keeps off the network. A folder in which all is there may be read-only. Call
   * it before DJL is loaded.
   *
   * @param environment refused where it would mislead DJL
   * @param device what shall be used: the libtorch for CUDA is taken where it is installed and a
   *     GPU fits
   * @throws IOException if something is missing and the folder cannot be written, with what to do
   */
  public BarkHome prepareEngine(Map<String, String> environment, DeviceSpec device)
      throws IOException {
    DjlEnvironment.check(environment);
    Djl.stayLocal();
    // For what is not unpacked here: the JNI of a libtorch that is elsewhere.
    Map.of("DJL_CACHE_DIR", natives().toString(), "ENGINE_CACHE_DIR", natives().toString())
        .forEach(System.getProperties()::putIfAbsent);
    try {
      if (environment.containsKey(NativeFolder.LIBTORCH_PATH)) {
        // DJL obeys the variables; we go by the properties.
        for (String name : List.of(NativeFolder.LIBTORCH_PATH, Djl.VERSION, Djl.FLAVOR)) {
          Optional.ofNullable(environment.get(name))
              .ifPresent(value -> System.setProperty(name, value));
        }
      } else if (device.kind() != DeviceSpec.Kind.CPU) {
        CudaLibtorch cuda = cudaLibtorch(environment);
        if (cuda.isInstalled() && NvidiaDriver.probe().obstacle().isEmpty()) {
          cuda.use();
        }
      }
      new NativeFolder(natives(), DiskSpace.SYSTEM).provide();
    } catch (FileSystemException e) {
      throw new IOException(unwritable(), e);
    }
    return this;
  }

  private String unwritable() {
    return "Cannot write the cache folder "
        + folder
        + "; make it writable, or set BARK_HOME to a folder that is.";
  }
}
