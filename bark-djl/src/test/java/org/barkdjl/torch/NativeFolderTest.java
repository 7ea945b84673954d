package org.barkdjl.torch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.torch.NativeFolder.Libraries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  private static final byte[] CONTENT = "a library".getBytes(UTF_8);

  @TempDir Path folder;
  private Path root;
  private NativeFolder natives;
  private Libraries libraries;

  @BeforeEach
  void someLibraries() throws IOException {
    root = folder.resolve("native");
    natives = new NativeFolder(root, DiskSpace.SYSTEM);
    URL library = Files.write(folder.resolve("in-a-jar"), CONTENT).toUri().toURL();
    libraries = new Libraries("lib-1", Map.of("a.so", library, "b.so", library));
  }

  @Test
  void whatIsDamagedOrMissingIsUnpackedAgain() throws IOException {
    Path unpacked = natives.folder(libraries);
    natives.unpack(List.of(libraries));
    for (String file : List.of("a.so", "b.so")) {
      assertArrayEquals(CONTENT, Files.readAllBytes(unpacked.resolve(file)));
    }

    Files.write(unpacked.resolve("a.so"), new byte[0]);
    natives.unpack(List.of(libraries));
    assertArrayEquals(CONTENT, Files.readAllBytes(unpacked.resolve("a.so")));

    Files.delete(unpacked.resolve("b.so"));
    natives.unpack(List.of(libraries));
    assertArrayEquals(CONTENT, Files.readAllBytes(unpacked.resolve("b.so")));
  }

  @Test
  void whatIsCompleteIsLeftAlone() throws IOException {
    Path unpacked = natives.folder(libraries);
    natives.unpack(List.of(libraries));
    Files.delete(root.resolve(".lock"));

    new NativeFolder(root, place -> 0).unpack(List.of(libraries));

    assertTrue(Files.isReadable(unpacked.resolve("a.so")));
    assertEquals(List.of("lib-1"), children());
  }

  @Test
  void whatKilledRunsLeftIsRemoved() throws IOException {
    Files.createDirectories(root.resolve("pytorch/tmp123/a.so"));
    Files.createDirectories(root.resolve(".staging-1"));
    Path other = Files.createDirectories(root.resolve("lib-0"));

    natives.unpack(List.of(libraries));

    assertEquals(List.of(".lock", "lib-0", "lib-1"), children());
    assertTrue(Files.isDirectory(other));
  }

  @Test
  void aDiskThatIsTooSmallIsToldBeforeAnythingIsUnpacked() throws IOException {
    NativeFolder full = new NativeFolder(root, place -> DiskSpace.RESERVE_BYTES + 17);

    IOException e = assertThrows(IOException.class, () -> full.unpack(List.of(libraries)));

    assertTrue(
        e.getMessage().startsWith("Unpacking the native libraries needs 67.1 MB in " + root),
        e.getMessage());
    assertTrue(e.getMessage().contains("make room"), e.getMessage());
    assertFalse(Files.exists(root.resolve("lib-1")));
  }

  private List<String> children() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
