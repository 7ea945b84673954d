package org.barkdjl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] NEW = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    AtomicFile.write(file, out -> out.write(NEW));
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertOnly("a");
  }

  @Test
  void theContentMayCloseItsStream() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.writePatched(
        file,
        out -> {
          try (out) {
            out.write(NEW);
          }
          return new byte[] {9};
        });
    assertArrayEquals(new byte[] {9, 2, 3}, Files.readAllBytes(file));
    assertOnly("a");
  }

  @Test
  void aFailureHalfwayKeepsTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("source failed");
                    }));
    assertEquals("Cannot write " + file + ": source failed", e.getMessage());
    assertEquals("old", Files.readString(file));
    assertOnly("a");
  }

  @Test
  void aRemovedFolderIsSaid() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    IOException e =
        assertThrows(
            IOException.class,
            () -> AtomicFile.write(gone.resolve("a"), out -> new FolderTree(gone).remove()));
    assertTrue(e.getMessage().endsWith("or its folder, was removed meanwhile."), e.getMessage());
  }

  @Test
  void anUncheckedFailureLeavesNothing() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                folder.resolve("a"),
                out -> {
                  throw new IllegalStateException();
                }));
    assertOnly();
  }

  @Test
  void namesAMissingFolder() {
    Path file = folder.resolve("none").resolve("a");
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, out -> {}));
    assertTrue(e.getMessage().startsWith("Cannot write " + file + ": there is no folder"));
  }

  @Test
  void refusesAFolderAsTarget() throws IOException {
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(folder, out -> {}));
    assertEquals("Cannot write " + folder + ": it is a folder; give a file name.", e.getMessage());
    assertOnly();
  }

  @Test
  void namesAFolderThatMayNotBeWritten() throws IOException {
    assumeTrue(folder.toFile().setWritable(false));
    assumeTrue(!Files.isWritable(folder), "root may write everywhere");
    Path file = folder.resolve("a");
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, out -> {}));
    assertTrue(folder.toFile().setWritable(true));
    assertEquals(
        "Cannot write " + file + ": permission denied; choose another place.", e.getMessage());
  }

  @Test
  void aFullDiskIsSaidAndTheDeviceStaysADevice() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    IOException e =
        assertThrows(
            IOException.class, () -> AtomicFile.write(full, out -> out.write(new byte[100_000])));
    assertTrue(e.getMessage().startsWith("Cannot write /dev/full: "), e.getMessage());
    assertFalse(Files.isRegularFile(full));
  }

  @Test
  void writesThroughALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, out -> out.write(NEW));
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  @Test
  void takesTheLongestName() throws IOException {
    Path file = folder.resolve("x".repeat(255));
    AtomicFile.write(file, out -> out.write(NEW));
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  @Test
  void whatCannotBeWrittenIsFoundBeforeTheWork() throws IOException {
    for (int length : new int[] {256, 250}) { // 250: its partial name would be too long
      Path file = folder.resolve("x".repeat(length));
      IOException e = assertThrows(IOException.class, () -> AtomicFile.check(file));
      assertTrue(e.getMessage().startsWith("Cannot write " + file + ": "), e.getMessage());
    }
    assertThrows(IOException.class, () -> AtomicFile.check(folder));
    assertThrows(IOException.class, () -> AtomicFile.check(folder.resolve("none/a")));
    Path file = Files.writeString(folder.resolve("a"), "old");

    AtomicFile.check(file);
    AtomicFile.check(folder.resolve("b"));

    assertEquals("old", Files.readString(file));
    assertOnly("a");
  }

  @Test
  void aFolderOfTheSystemIsNoFullDisk() {
    Path file = Path.of("/proc/bark.wav");
    assumeTrue(Files.isDirectory(file.getParent()), "this system has no /proc");
    for (Executable writing :
        List.<Executable>of(
            () -> AtomicFile.check(file), () -> AtomicFile.write(file, out -> out.write(NEW)))) {
      IOException e = assertThrows(IOException.class, writing);
      assertFalse(e.getMessage().contains("full"), e.getMessage());
    }
  }

  @Test
  void whatAKilledWriterLeftIsRemovedByTheNext() throws Exception {
    Process writer = writer();
    String unfinished = writer.inputReader().readLine();

    AtomicFile.write(folder.resolve("a"), out -> {});
    assertOnly(unfinished, "a");

    writer.destroyForcibly().waitFor();
    AtomicFile.write(
        folder.resolve("b"),
        out -> AtomicFile.write(folder.resolve("c"), inner -> inner.write(NEW)));
    assertOnly("a", "b", "c");
  }

  /** Another process that is writing into the folder, and tells its temporary file's name. */
  private Process writer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      AtomicFile.write(
          folder.resolve("never"),
          out -> {
            System.out.println(folder.toFile().list()[0]);
            System.in.read();
          });
    }
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertArrayEquals(names, files.map(f -> f.getFileName().toString()).sorted().toArray());
    }
  }
}
