package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
  @TempDir Path folder;

  @Test
  void anOlderFileIsReplacedAsAWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a b.wav"), "older and longer");
    FakeWorld world = new FakeWorld(folder);
    Output output = Output.of(file.toString());

    output.check(world.context().terminal());
    assertEquals("older and longer", Files.readString(file));
    output.write(world.context().terminal(), out -> bytes(out, "x", ""));
    assertEquals("x", Files.readString(file));
    assertEquals("", world.out());
  }

  @Test
  void aFailureLeavesTheOlderFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.wav"), "older");
    FakeWorld world = new FakeWorld(folder);

    assertThrows(
        IOException.class,
        () ->
            Output.of(file.toString())
                .write(
                    world.context().terminal(),
                    out -> {
                      out.write('x');
                      throw new IOException("failed");
                    }));
    assertEquals("older", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aDashIsStandardOutputWithNothingElseOnIt() throws IOException {
    FakeWorld world = new FakeWorld(folder);
    Output.of("-").write(world.context().terminal(), out -> bytes(out, "WAV", "not"));
    assertArrayEquals(
        "WAV".getBytes(StandardCharsets.UTF_8), world.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aClosedPipeIsAFailure() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream out = new PrintStream(closed, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(InputStream.nullInputStream(), out, out, false, false);

    assertThrows(IOException.class, () -> Output.of("-").write(terminal, o -> bytes(o, "x", "")));
  }

  @Test
  void whatCannotBeWrittenIsFoundBeforehandAndNamed() {
    Path missing = folder.resolve("missing/a.wav");
    assertTrue(refusal(missing).contains(missing.toString()));
    assertTrue(refusal(missing).contains("no folder"));
    assertTrue(refusal(folder).contains("is a folder"));
  }

  @Test
  void theBeginningIsWrittenOnceMore() throws IOException {
    Path file = folder.resolve("a.wav");
    Output.of(file.toString())
        .write(new FakeWorld(folder).context().terminal(), out -> bytes(out, "0000 data", "1234"));
    assertEquals("1234 data", Files.readString(file));
  }

  private static byte[] bytes(OutputStream out, String text, String beginning) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return beginning.getBytes(StandardCharsets.UTF_8);
  }

  private static String refusal(Path file) {
    return assertThrows(IOException.class, () -> Output.checkWritable(file)).getMessage();
  }
}
