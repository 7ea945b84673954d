package org.barkdjl.torch;

import ai.djl.util.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.FolderTree;
import org.barkdjl.io.StagingFolder;

/**
 * A folder with the native libraries of DJL, unpacked from the class path by us instead of DJL:
 * whole or not at all, looked at before each start, and found whatever environment variables of
 * other programs say. Any number of processes may use one at once; where all is there, nothing is
 * written.
 *
 * @param root the folder; made when something is unpacked
 * @param disk asked before that
 */
public record NativeFolder(Path root, DiskSpace disk) {
  /** A folder that holds libtorch; DJL takes it from there instead of the class path. */
  public static final String LIBTORCH_PATH = "PYTORCH_LIBRARY_PATH";

  private static final String TOKENIZERS_PATH = "RUST_LIBRARY_PATH";
  private static final String TOKENIZERS = "tokenizers";

  /** What DJL itself unpacked here when it still did, its unfinished {@code tmp*} included. */
  private static final String[] UNPACKED_BY_DJL = {"pytorch", "tokenizers"};

  /**
   * Libraries that belong together.
   *
   * @param name tells them from those of other versions and platforms
   * @param files where they are on the class path, by their file names
   */
  record Libraries(String name, Map<String, URL> files) {
    boolean areOnClassPath() {
      return !files.containsValue(null);
    }

    long bytes() throws IOException {
      long bytes = 0;
      for (URL file : files.values()) {
        bytes += size(file);
      }
      return bytes;
    }

    /** Whether a folder holds each of them in its size. */
    boolean areIn(Path folder) throws IOException {
      for (Map.Entry<String, URL> file : files.entrySet()) {
        Path unpacked = folder.resolve(file.getKey());
        if (!Files.isRegularFile(unpacked) || Files.size(unpacked) != size(file.getValue())) {
          return false;
        }
      }
      return true;
    }

    private static long size(URL file) throws IOException {
      return file.openConnection().getContentLengthLong(); // of the jar's entry; reads no content
    }
  }

  /**
   * Unpacks what is missing or damaged, and makes DJL load it. Call it before DJL is loaded. What
   * is not on the class path is left to DJL, and so is libtorch where the property {@value
   * #LIBTORCH_PATH} says that it is elsewhere.
   *
   * @throws IOException if the folder cannot be written, or its disk is too small
   */
  public void provide() throws IOException {
    Platform torch = Platform.detectPlatform("pytorch");
    Libraries libtorch = libtorch(torch);
    Libraries tokenizers = tokenizers(Platform.detectPlatform(TOKENIZERS));
    boolean ownLibtorch = System.getProperty(LIBTORCH_PATH) == null && libtorch.areOnClassPath();
    boolean ownTokenizers =
        System.getProperty(TOKENIZERS_PATH) == null && tokenizers.areOnClassPath();
    List<Libraries> own = new ArrayList<>();
    if (ownLibtorch) {
      own.add(libtorch);
    }
    if (ownTokenizers) {
      own.add(tokenizers);
    }
    unpack(own);
    if (ownLibtorch) {
      System.setProperty(LIBTORCH_PATH, folder(libtorch).toString());
      // Else DJL asks the driver of a GPU which kind of libtorch this is.
      System.setProperty(Djl.VERSION, torch.getVersion());
      System.setProperty(Djl.FLAVOR, torch.getFlavor());
    }
    if (ownTokenizers) {
      Path library = folder(tokenizers).resolve(System.mapLibraryName(TOKENIZERS));
      System.setProperty(TOKENIZERS_PATH, library.toString());
    }
  }

  /** Unpacks those of the libraries that are not there in their sizes. */
  void unpack(List<Libraries> wanted) throws IOException {
    if (!missing(wanted).isEmpty()) {
      FolderLock.hold(
          root,
          () -> {},
          () -> {
            unpackMissing(missing(wanted));
            return null;
          });
    }
  }

  /** Where libraries lie when they are unpacked. */
  Path folder(Libraries libraries) {
    return root.resolve(libraries.name());
  }

  private List<Libraries> missing(List<Libraries> wanted) throws IOException {
    List<Libraries> missing = new ArrayList<>();
    for (Libraries libraries : wanted) {
      if (!libraries.areIn(folder(libraries))) {
        missing.add(libraries);
      }
    }
    return missing;
  }

  private void unpackMissing(List<Libraries> missing) throws IOException {
    long bytes = 0;
    for (Libraries libraries : missing) {
      bytes += libraries.bytes();
      if (Files.exists(folder(libraries))) {
        StagingFolder.discard(folder(libraries));
      }
    }
    StagingFolder.removeLeftovers(root);
    for (String old : UNPACKED_BY_DJL) {
      new FolderTree(root.resolve(old)).remove();
    }
    disk.require(root, bytes, "Unpacking the native libraries");
    for (Libraries libraries : missing) {
      try (StagingFolder staging = StagingFolder.in(root)) {
        for (Map.Entry<String, URL> file : libraries.files().entrySet()) {
          unpack(file.getValue(), staging.path().resolve(file.getKey()));
        }
        staging.moveTo(folder(libraries));
      }
    }
  }

  private static void unpack(URL resource, Path file) throws IOException {
    long sum = copy(resource.openStream(), Files.newOutputStream(file));
    // To the disk before the folder's rename, or a crash could leave the name without the data.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (copy(Files.newInputStream(file), OutputStream.nullOutputStream()) != sum) {
      throw new IOException("What was written to " + file + " reads differently: the disk is bad.");
    }
  }

  private static long copy(InputStream from, OutputStream to) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(from, sum);
        OutputStream out = to) {
      in.transferTo(out);
    }
    return sum.getValue();
  }

  /** DJL's JNI lies beside libtorch: there DJL looks first. */
  private static Libraries libtorch(Platform platform) {
    Map<String, URL> files = new LinkedHashMap<>();
    String kind = platform.getFlavor() + "/" + platform.getClassifier() + "/";
    for (String library : platform.getLibraries()) {
      files.put(library, resource("pytorch/" + kind + library));
    }
    String jni = System.mapLibraryName("djl_torch");
    files.put(
        jni,
        resource("jnilib/" + platform.getClassifier() + "/" + platform.getFlavor() + "/" + jni));
    return new Libraries(
        "libtorch-%s-djl-%s-%s-%s"
            .formatted(
                platform.getVersion(),
                platform.getApiVersion(),
                platform.getFlavor(),
                platform.getClassifier()),
        files);
  }

  private static Libraries tokenizers(Platform platform) {
    List<String> names = new ArrayList<>(List.of(System.mapLibraryName(TOKENIZERS)));
    if (platform.getOsPrefix().equals("win")) {
      names.addAll(List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll"));
    }
    Map<String, URL> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, resource("native/lib/" + platform.getClassifier() + "/cpu/" + name));
    }
    return new Libraries(
        TOKENIZERS + "-" + platform.getVersion() + "-" + platform.getClassifier(), files);
  }

  /** Null: not on the class path. */
  private static URL resource(String name) {
    return Platform.class.getClassLoader().getResource(name);
  }
}
