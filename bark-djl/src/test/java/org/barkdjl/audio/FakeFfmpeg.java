package org.barkdjl.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/**
 * A shell script that stands in for ffmpeg, for failures that the real one cannot be made to have.
 */
final class FakeFfmpeg {
  private FakeFfmpeg() {}

  static Path script(Path folder, String body) throws IOException {
    Path shell = Path.of("/bin/sh");
    Assumptions.assumeTrue(Files.isExecutable(shell), "no /bin/sh");
    Path script = folder.resolve("ffmpeg");
    Files.writeString(script, "#!" + shell + "\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
