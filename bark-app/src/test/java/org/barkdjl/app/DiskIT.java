package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or cannot be written; to make some takes rights that not everyone has. */
class DiskIT {
  private static final int DISK_BYTES = 2 << 20;
  private static final int FREE_BYTES = 80_000;

  /** Whatever the seed: the pause alone does not fit. */
  private static final String LONG = "This is a longer text. [pause 3s] It takes its time.";

  @TempDir Path folder;
  private Path disk;

  @AfterEach
  void unmount() throws Exception {
    call("umount", disk.toString());
  }

  @Test
  void onAFullDiskThereIsAnErrorAndABatchGoesOnLater() throws Exception {
    mount("size=" + DISK_BYTES);
    Path filler = Files.write(disk.resolve("filler"), new byte[DISK_BYTES - FREE_BYTES]);
    Path wav = disk.resolve("long.wav");

    BarkProcess.Outcome said =
        BarkProcess.run(LONG, "-s", "1", "--max-seconds", "3", "-o", wav.toString());

    assertEquals(1, said.status(), said::toString);
    assertEquals(
        "bark: Cannot write " + wav + ": the disk is full; make room, or choose another place.\n",
        said.err());
    assertEquals(List.of("filler"), files(disk));

    Path manifest = folder.resolve("manifest.jsonl");
    Files.writeString(
        manifest,
        """
        {"id": "short", "text": "Hello.", "max-seconds": 0.5}
        {"id": "long", "text": "%s"}
        {"id": "after", "text": "Hello.", "max-seconds": 0.5}
        """
            .formatted(LONG));
    Path out = disk.resolve("out");
    String[] batch = {"batch", manifest.toString(), "-d", out.toString(), "--max-seconds", "3"};
    BarkProcess.Outcome full = BarkProcess.run(batch);
    assertEquals(1, full.status(), full::toString);
    // Items are worked on together: the one behind may be through before the long one fails.
    int done = full.err().contains("2 of 3 items are done; the same command") ? 2 : 1;
    assertTrue(full.err().contains(done + " of 3 items are done; the same"), full.err());
    assertTrue(
        full.err().contains("Cannot write " + out.resolve("long.wav") + ": the disk is full"),
        full.err());

    Files.delete(filler);
    BarkProcess.Outcome resumed = BarkProcess.run(batch);
    assertEquals(0, resumed.status(), resumed::toString);
    assertTrue(
        resumed.text().contains(3 - done + " made, " + done + " finished before"), resumed.text());
    assertEquals(List.of("after.wav", "long.wav", "results.jsonl", "short.wav"), files(out));
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeTheWork() throws Exception {
    mount("ro");
    Path wav = disk.resolve("a.wav");
    BarkProcess.Outcome said = BarkProcess.run("Hello.", "-o", wav.toString());
    assertEquals(1, said.status(), said::toString);
    assertEquals("bark: Cannot write " + wav + ": " + disk + " is not writable.\n", said.err());

    Path manifest = Files.writeString(folder.resolve("manifest.txt"), "Hello.\n");
    for (Path out : List.of(disk, disk.resolve("out"))) {
      BarkProcess.Outcome batch =
          BarkProcess.run("batch", manifest.toString(), "-d", out.toString());
      assertEquals(1, batch.status(), batch::toString);
      assertTrue(
          batch.err().startsWith("bark: Cannot write to the folder " + out + ": "), batch.err());
      assertTrue(batch.err().contains("ead-only file system"), batch.err());
    }
  }

  private void mount(String options) throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    int status = call("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString());
    Assumptions.assumeTrue(status == 0, "file systems cannot be mounted here");
  }

  private static int call(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".bark-batch"))
          .sorted()
          .toList();
    }
  }
}
