package org.barkdjl.cuda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.barkdjl.cuda.CudaLibtorch.Artifact;
import org.barkdjl.error.DeviceException;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubConfig;
import org.barkdjl.hub.HubFile;
import org.barkdjl.hub.HubListener;
import org.barkdjl.hub.HubRepository;
import org.barkdjl.hub.HubRetry;
import org.barkdjl.hub.LoopbackHub;
import org.barkdjl.hub.LoopbackHub.Fault;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.DiskSpaceException;
import org.barkdjl.io.Sha256;
import org.barkdjl.model.InstallListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With small files of the same names, from a Maven repository on loopback. */
class CudaLibtorchTest {
  private static final String ADDRESS = "some/group/natives/1/natives.jar";

  @TempDir Path folder;
  private LoopbackHub server;
  private byte[] jar;
  private CudaLibtorch libtorch;

  @BeforeEach
  void aRepository() throws IOException {
    server = new LoopbackHub();
    byte[] content = new byte[5000];
    new Random(1).nextBytes(content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
      for (String file :
          List.of(
              "META-INF/x",
              "so/libtorch.so",
              "so/libcudart-7.so.12",
              "so/libtorch_cuda_linalg.so")) {
        zip.putNextEntry(new ZipEntry(file));
        zip.write(content);
      }
    }
    jar = bytes.toByteArray();
    server.serve("some/group/natives", "1/natives.jar", jar);
    Path copy = Files.write(folder.resolve("copy"), jar);
    HubFile file =
        new HubFile(
            new HubRepository("some.group/natives", "1"),
            "natives.jar",
            jar.length,
            Sha256.of(copy),
            Optional.empty());
    libtorch =
        new CudaLibtorch(folder.resolve("native"), List.of(new Artifact(file, "so/", 15_000)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void onlyTheLibrariesAreThereAndADamagedOneIsNoticed() throws IOException {
    assertFalse(libtorch.isInstalled());
    install(DiskSpace.SYSTEM);

    assertTrue(libtorch.isInstalled());
    assertEquals(
        List.of(
            "cudart/libcudart.so", "lib/libcudart-7.so.12", "lib/libtorch.so", "sizes.properties"),
        files(libtorch.folder()));
    assertEquals(List.of(), files(folder.resolve("downloads")));

    Files.write(libtorch.folder().resolve("lib/libtorch.so"), new byte[3]);
    assertFalse(libtorch.isInstalled());
    install(DiskSpace.SYSTEM);
    assertTrue(libtorch.isInstalled());

    assertTrue(libtorch.remove(() -> {}));
    assertFalse(libtorch.isInstalled());
    assertFalse(libtorch.remove(() -> {}));
  }

  @Test
  void aBrokenDownloadGoesOn() throws IOException {
    server.failWith(Fault.DROP_HALFWAY, Fault.STATUS_503);
    install(DiskSpace.SYSTEM);

    assertTrue(libtorch.isInstalled());
    String range = server.requests().get(2).range();
    assertTrue(range.matches("bytes=[1-9]\\d*-"), range);
  }

  @Test
  void whatDoesNotHaveItsHashIsNotUnpacked() {
    server.failAlwaysWith(Fault.SEND_WRONG_BYTES);
    DeviceException e = assertThrows(DeviceException.class, () -> install(DiskSpace.SYSTEM));

    assertTrue(e.getMessage().contains("does not have the hash"), e.getMessage());
    assertFalse(Files.exists(libtorch.folder()));
  }

  @Test
  void aRepositoryThatLacksItIsNamed() {
    server.failAlwaysWith(Fault.STATUS_401);
    DeviceException e = assertThrows(DeviceException.class, () -> install(DiskSpace.SYSTEM));

    assertTrue(e.getMessage().contains("with status 401; check --repository"), e.getMessage());
  }

  @Test
  void theDiskIsLookedAtFirst() {
    assertThrows(DiskSpaceException.class, () -> install(place -> 15_000));
    assertEquals(List.of(), server.requests());
  }

  @Test
  void theLocalRepositoryIsLookedIntoFirst() throws IOException {
    Path local = folder.resolve("m2").resolve(ADDRESS);
    Files.createDirectories(local.getParent());
    Files.write(local, jar);
    install(DiskSpace.SYSTEM);

    assertTrue(libtorch.isInstalled());
    assertEquals(List.of(), server.requests());
    assertTrue(Files.exists(local));
  }

  private void install(DiskSpace disk) throws IOException {
    HubConfig config = HubConfig.maven("--repository", server.endpoint().toString(), Map.of());
    HubRetry retry =
        new HubRetry(3, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5), time -> {});
    libtorch.install(
        new HubClient(config, retry, HubListener.NONE),
        folder.resolve("downloads"),
        folder.resolve("m2"),
        disk,
        InstallListener.NONE);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
