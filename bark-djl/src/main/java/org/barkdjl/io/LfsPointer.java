package org.barkdjl.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small text that lies in a git checkout in a large file's place until Git LFS fetches it. */
public final class LfsPointer {
  /** What to say of one, behind the file's name. */
  public static final String PROBLEM =
      "is a Git LFS pointer, not the file itself; download the file (git lfs pull)";

  private static final String BEGINNING = "version https://git-lfs.github.com/";

  private LfsPointer() {}

  /** Whether a file is one. */
  public static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING.length()), ISO_8859_1).equals(BEGINNING);
    }
  }
}
