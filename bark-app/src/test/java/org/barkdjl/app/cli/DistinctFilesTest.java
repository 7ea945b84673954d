package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistinctFilesTest {
  @TempDir Path folder;
  private Path voice;
  private Path free;

  @BeforeEach
  void files() throws IOException {
    voice = Files.writeString(folder.resolve("v.npz"), "a voice");
    free = folder.resolve("free.wav");
  }

  @Test
  void aFileIsTheSameUnderEveryName() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("v.npz"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("link2"), link);
    Path hardLink = Files.createLink(folder.resolve("hard"), voice);
    Path aside = Files.createSymbolicLink(folder.resolve("aside"), folder);

    for (Path other :
        List.of(
            voice,
            folder.resolve("./x/../v.npz"),
            link,
            linkToLink,
            hardLink,
            aside.resolve("v.npz"))) {
      assertEquals(Optional.of(voice), DistinctFiles.same(other, List.of(free, voice)));
    }
    assertEquals(Optional.empty(), DistinctFiles.same(free, List.of(voice)));
  }

  @Test
  void aLinkToAFileThatIsStillToBeWrittenIsThatFile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("free.wav"));

    UsageException e =
        assertThrows(
            UsageException.class, () -> DistinctFiles.check(List.of(), List.of(free, link)));

    assertTrue(e.getMessage().startsWith(free + " and " + link + " are the same file"));
  }

  @Test
  void inputsMayBeReadTwiceAndDevicesWrittenTwice() throws IOException {
    Path device = Path.of("/dev/null");
    DistinctFiles.check(List.of(voice, voice), List.of(free, device, device));
  }
}
