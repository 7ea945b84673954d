package org.barkdjl.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderLockTest {
  @TempDir Path temp;

  @Test
  void threadsTakeTurnsInAFolder() throws Exception {
    Path folder = temp.resolve("one");
    assertTrue(new HeldFolder(folder).keepsOut(workIn(folder)));
    Files.createSymbolicLink(temp.resolve("link"), temp);
    assertTrue(
        new HeldFolder(folder).keepsOut(workIn(temp.resolve("link/one"))), "by another name");
  }

  @Test
  void whoWorksInAnotherFolderDoesNotWait() throws Exception {
    assertFalse(new HeldFolder(temp.resolve("one")).keepsOut(workIn(temp.resolve("other"))));
  }

  private static Callable<Void> workIn(Path folder) {
    return () -> FolderLock.hold(folder, () -> {}, () -> null);
  }
}
