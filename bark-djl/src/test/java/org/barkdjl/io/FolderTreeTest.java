package org.barkdjl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
  @TempDir Path folder;

  @Test
  void sizeIsTheSumOfAllFiles() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("a/one"), new byte[10]);
    Files.write(folder.resolve("a/b/two"), new byte[5]);

    assertEquals(15, new FolderTree(folder).bytes());
    assertEquals(0, new FolderTree(folder.resolve("missing")).bytes());
  }

  @Test
  void deletingDoesNotFollowLinks() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path kept = Files.write(outside.resolve("kept"), new byte[1]);
    Path inside = Files.createDirectories(folder.resolve("inside/deep"));
    Files.write(inside.resolve("file"), new byte[1]);
    Files.createSymbolicLink(inside.resolve("link"), outside);

    new FolderTree(folder.resolve("inside")).remove();

    assertFalse(Files.exists(folder.resolve("inside")));
    assertTrue(Files.exists(kept));
  }
}
