package org.barkdjl.cuda;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.ModelException;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubDownload;
import org.barkdjl.hub.HubFile;
import org.barkdjl.hub.HubRepository;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.Sha256;
import org.barkdjl.io.StagingFolder;
import org.barkdjl.model.InstallListener;
import org.barkdjl.torch.Djl;
import org.barkdjl.torch.NativeFolder;

/**
 * The libtorch for CUDA in a folder of native libraries. It is the newest that Maven Central holds;
 * DJL's JNI for it has the interface of the JNI for CPU, so that both work with one DJL.
 *
 * @param root the folder that holds it, and others
 * @param artifacts what it is made of
 */
public record CudaLibtorch(Path root, List<Artifact> artifacts) {
  private static final String VERSION = "2.5.1";
  private static final String FLAVOR = "cu124";
  private static final String FOLDER = "libtorch-2.5.1-djl-0.33.0-cu124-linux-x86_64";

  /** What Maven Central holds. */
  private static final List<Artifact> CENTRAL =
      List.of(
          new Artifact(
              file(
                  "pytorch-native-cu124",
                  VERSION,
                  "-linux-x86_64",
                  2_457_619_283L,
                  "da69ff27b16765818d859736ce60e8e0e3405f339eb1645685bbb74e8ad1fa9f"),
              "pytorch/cu124/linux-x86_64/",
              3_695_984_801L),
          new Artifact(
              file(
                  "pytorch-jni",
                  "2.5.1-0.33.0",
                  "",
                  4_935_950,
                  "b2d165380eed06aa5967a3226eeaa5b4adde44ec4a8460e6c4062e7cf810d798"),
              "jnilib/linux-x86_64/cu124/",
              4_186_992L));

  /** Linear algebra that Bark does not need: a tenth of all. */
  private static final String UNUSED = "libtorch_cuda_linalg.so";

  private static final String CUDA_RUNTIME = "libcudart";

  /** DJL loads whatever lies in the folder of libtorch, so nothing else may. */
  private static final String LIBRARIES = "lib";

  private static final String RUNTIME_FOLDER = "cudart";
  private static final String SIZES = "sizes.properties";

  /**
   * A file of a Maven repository, and what of it is needed.
   *
   * @param folder whose files are the libraries, in the file
   * @param bytes of them
   */
  public record Artifact(HubFile file, String folder, long bytes) {}

  public CudaLibtorch {
    artifacts = List.copyOf(artifacts);
  }

  /** The one of Maven Central. */
  public CudaLibtorch(Path root) {
    this(root, CENTRAL);
  }

  private static HubFile file(
      String artifact, String version, String classifier, long bytes, String sha256) {
    return new HubFile(
        new HubRepository("ai.djl.pytorch/" + artifact, version),
        artifact + "-" + version + classifier + ".jar",
        bytes,
        sha256,
        Optional.empty());
  }

  /** Whether there is one for this system. */
  public static boolean isForThisSystem() {
    return Platform.isLinux()
        && System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("amd64|x86_64");
  }

  /** Its own folder. */
  public Path folder() {
    return root.resolve(FOLDER);
  }

  /** Bytes to fetch. */
  public long downloadBytes() {
    return artifacts.stream().mapToLong(artifact -> artifact.file().bytes()).sum();
  }

  /** Bytes that it takes when it is installed. */
  public long installedBytes() {
    return artifacts.stream().mapToLong(Artifact::bytes).sum();
  }

  /** Whether it is there, each library in its size. */
  public boolean isInstalled() throws IOException {
    Path sizes = folder().resolve(SIZES);
    if (!Files.isRegularFile(sizes)) {
      return false;
    }
    Properties expected = new Properties();
    try (InputStream in = Files.newInputStream(sizes)) {
      expected.load(in);
    }
    for (String file : expected.stringPropertyNames()) {
      Path library = folder().resolve(file);
      if (!Files.isRegularFile(library)
          || !Long.toString(Files.size(library)).equals(expected.getProperty(file))) {
        return false;
      }
    }
    return true;
  }

  /** Makes DJL load it instead of another one. Call it before DJL is loaded. */
  public void use() {
    System.setProperty(NativeFolder.LIBTORCH_PATH, folder().resolve(LIBRARIES).toString());
    System.setProperty(Djl.VERSION, VERSION);
    System.setProperty(Djl.FLAVOR, FLAVOR);
    // By which DJL counts the GPUs; the system may have one that is newer than the driver.
    NativeLibrary.addSearchPath("cudart", folder().resolve(RUNTIME_FOLDER).toString());
  }

  /**
   * Fetches and unpacks it. After a failure what was fetched is kept, and the next run goes on from
   * there.
   *
   * @param downloads a folder for that
   * @param local a local Maven repository; what it holds is not fetched
   * @throws DeviceException if the repository refuses, fails or cannot be reached
   */
  public void install(
      HubClient repository, Path downloads, Path local, DiskSpace disk, InstallListener listener)
      throws IOException {
    FolderLock.hold(
        root,
        listener::waiting,
        () -> {
          if (!isInstalled()) {
            Files.createDirectories(downloads);
            List<Path> archives = fetch(repository, downloads, local, disk);
            disk.require(root, installedBytes(), "Unpacking the libtorch for CUDA");
            unpack(archives, listener);
          }
          for (Artifact artifact : artifacts) {
            Files.deleteIfExists(downloads.resolve(artifact.file().path()));
          }
          return null;
        });
  }

  private List<Path> fetch(HubClient repository, Path downloads, Path local, DiskSpace disk)
      throws IOException {
    List<HubDownload> wanted =
        artifacts.stream()
            .map(
                artifact ->
                    new HubDownload(inLocal(artifact.file(), local), at(downloads, artifact)))
            .toList();
    long bytes = installedBytes();
    for (HubDownload download : wanted) {
      bytes += download.file().cached().isPresent() ? 0 : download.file().bytes();
    }
    disk.require(root, bytes, "Installing the libtorch for CUDA");
    try {
      return repository.fetch(wanted);
    } catch (ModelException e) {
      throw new DeviceException(e.getMessage(), e);
    }
  }

  private static Path at(Path downloads, Artifact artifact) {
    return downloads.resolve(artifact.file().path());
  }

  /** The same file, with its place if it lies whole in the user's local repository. */
  private static HubFile inLocal(HubFile file, Path local) {
    Path place =
        local
            .resolve(file.repository().id().replace('.', '/'))
            .resolve(file.repository().revision())
            .resolve(file.path());
    try {
      boolean whole =
          Files.isReadable(place)
              && Files.size(place) == file.bytes()
              && Sha256.of(place).equals(file.etag());
      return whole
          ? new HubFile(
              file.repository(), file.path(), file.bytes(), file.etag(), Optional.of(place))
          : file;
    } catch (IOException e) {
      return file; // what cannot be read is fetched
    }
  }

  private void unpack(List<Path> archives, InstallListener listener) throws IOException {
    if (Files.exists(folder())) {
      StagingFolder.discard(folder());
    }
    StagingFolder.removeLeftovers(root);
    try (StagingFolder staging = StagingFolder.in(root)) {
      SortedMap<String, Long> sizes = new TreeMap<>();
      Files.createDirectory(staging.path().resolve(LIBRARIES));
      Files.createDirectory(staging.path().resolve(RUNTIME_FOLDER));
      for (int i = 0; i < archives.size(); i++) {
        unpack(archives.get(i), artifacts.get(i).folder(), staging.path(), sizes, listener);
      }
      Files.write(
          staging.path().resolve(SIZES),
          sizes.entrySet().stream().map(size -> size.getKey() + "=" + size.getValue()).toList());
      staging.moveTo(folder());
    }
  }

  private void unpack(
      Path archive,
      String folder,
      Path target,
      SortedMap<String, Long> sizes,
      InstallListener listener)
      throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Predicate<String> wanted =
          name -> name.startsWith(folder) && !name.endsWith("/") && !name.endsWith("/" + UNUSED);
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!wanted.test(entry.getName())) {
          continue;
        }
        if (listener.cancelled()) {
          throw new CancelledException("Cancelled.");
        }
        String name = entry.getName().substring(folder.length());
        copy(zip, entry, LIBRARIES + "/" + name, target, sizes);
        if (name.startsWith(CUDA_RUNTIME)) {
          copy(zip, entry, RUNTIME_FOLDER + "/" + CUDA_RUNTIME + ".so", target, sizes);
        }
        long done = sizes.values().stream().mapToLong(Long::longValue).sum();
        listener.assembled(name, done, installedBytes());
      }
    }
  }

  private static void copy(
      ZipFile zip, ZipEntry entry, String file, Path target, SortedMap<String, Long> sizes)
      throws IOException {
    Path place = target.resolve(file).normalize();
    if (!place.startsWith(target)) {
      throw new IOException("The archive " + zip.getName() + " names a file outside of itself.");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      sizes.put(file, Files.copy(in, place));
    }
    Files.setLastModifiedTime(place, entry.getLastModifiedTime());
  }

  /** Removes it; false if it was not there. */
  public boolean remove(Runnable waiting) throws IOException {
    if (!Files.exists(folder())) {
      return false;
    }
    FolderLock.hold(
        root,
        waiting,
        () -> {
          if (Files.exists(folder())) {
            StagingFolder.discard(folder());
          }
          StagingFolder.removeLeftovers(root);
          return null;
        });
    return true;
  }
}
