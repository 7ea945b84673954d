package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provokes each exit code; a failure leaves one sentence and no file. */
class ExitCodesIT {
  /** The bit of signal 2 in the masks of /proc. */
  private static final long SIGINT_BIT = 1L << (2 - 1);

  @TempDir Path folder;

  @Test
  void success() throws Exception {
    assertEquals(0, BarkProcess.run("info").status());
  }

  @Test
  void aFolderThatCannotBeWritten() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertFailure(1, BarkProcess.run(new byte[0], file, "Hi", "-o", output()));
    assertFailure(1, BarkProcess.run("Hi", "-o", folder.resolve("none/a.wav").toString()));
  }

  @Test
  void wrongUse() throws Exception {
    assertFailure(2, BarkProcess.run("Hi", "--top-k", "few", "-o", output()));
  }

  @Test
  void noSuchModel() throws Exception {
    assertFailure(3, BarkProcess.run("Hi", "-m", "no-such-model", "-o", output()));
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    assertFailure(3, BarkProcess.run("Hi", "-m", empty, "-o", output()));
  }

  @Test
  void noSuchDevice() throws Exception {
    assertFailure(4, BarkProcess.run("Hi", "-d", "cuda:99", "-o", output()));
  }

  @Test
  void badInput() throws Exception {
    Path noVoice = Files.writeString(folder.resolve("no-voice.npz"), "not a zip");
    assertFailure(5, BarkProcess.run("Hi", "-v", noVoice.toString(), "-o", output()));
    assertFailure(5, BarkProcess.run("Hi", "-v", "no-such-voice", "-o", output()));
    assertFailure(5, BarkProcess.run(" ", "-o", output()));
    Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE4});
    assertFailure(5, BarkProcess.run("-f", latin.toString(), "-o", output()));
  }

  @Test
  void interruptedByControlC() throws Exception {
    Assumptions.assumeFalse(sigintIsIgnored(), "this shell ignores SIGINT, and so do its children");
    assertInterrupted(130, "INT");
  }

  @Test
  void ended() throws Exception {
    assertInterrupted(143, "TERM");
  }

  private void assertInterrupted(int status, String signal) throws Exception {
    BarkProcess bark =
        BarkProcess.untilItShows("semantic", "Hello there", "--min-eos-p", "1", "-o", output());

    BarkProcess.Outcome outcome = bark.signal(signal);

    assertEquals(status, outcome.status(), outcome::toString);
    assertTrue(outcome.err().endsWith("bark: Cancelled; no output was written.\n"), outcome.err());
    assertNothingLeft();
  }

  private void assertFailure(int status, BarkProcess.Outcome outcome) throws IOException {
    assertEquals(status, outcome.status(), outcome::toString);
    assertEquals(0, outcome.out().length);
    assertTrue(outcome.err().startsWith("bark: "), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> left =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".wav") || name.endsWith(".tmp"))
              .toList();
      assertEquals(List.of(), left);
    }
  }

  private String output() {
    return folder.resolve("out.wav").toString();
  }

  private static boolean sigintIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
  }
}
