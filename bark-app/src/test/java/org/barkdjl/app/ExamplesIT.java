package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barkdjl.audio.WavFile;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code examples/} compile and do what they say. */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../examples");

  /** Of all tests, as the model is put there once. */
  @TempDir static Path folder;

  @Test
  void oneSentence() throws Exception {
    run("OneSentence");
    assertTrue(WavFile.read(folder.resolve("hello.wav")).samples().length > 0);
    assertTrue(Voice.read(folder.resolve("mine.npz")).duration().toMillis() > 0);
  }

  @Test
  void longText() throws Exception {
    Files.writeString(folder.resolve("story.txt"), "One. [pause 1s] Two.");
    Path wav = Files.copy(run("LongText", "story.txt"), folder.resolve("story.wav"));
    // On a stream the head cannot say how long it is: 16 bits a sample, 24 000 of them a second.
    assertTrue(Files.size(wav) > 48_000, "the pause alone");
  }

  @Test
  void manyTexts() throws Exception {
    List<String> lines = Files.readAllLines(run("ManyTexts"));
    assertEquals(3, lines.size());
    assertEquals(List.of("Text 0: 0.wav", "Text 1: 1.wav"), lines.subList(0, 2));
    assertTrue(lines.get(2).startsWith("Text 2: "), lines.get(2));
    assertTrue(WavFile.read(folder.resolve("1.wav")).samples().length > 0);
  }

  @Test
  void watchAndCancel() throws Exception {
    List<String> lines = Files.readAllLines(run("WatchAndCancel"));
    assertTrue(lines.get(0).startsWith("SEMANTIC: "), lines::toString);
    assertEquals("Cancelled.", lines.get(lines.size() - 1));
  }

  @Test
  void allAreTested() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertEquals(4, files.filter(file -> file.toString().endsWith(".java")).count());
    }
  }

  /** Runs one in the folder; returns the file with what it put out. */
  private static Path run(String name, String... arguments) throws Exception {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target/bark-app.jar").toAbsolutePath()
                    + File.pathSeparator
                    + Path.of("target/lib").toAbsolutePath().resolve("*"),
                EXAMPLES.resolve(name + ".java").toAbsolutePath().normalize().toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    String natives = BarkProcess.HOME.resolve("native").toString();
    builder.environment().put("DJL_CACHE_DIR", natives);
    builder.environment().put("ENGINE_CACHE_DIR", natives);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(name + " still runs: " + Files.readString(err));
    }
    assertEquals(0, process.exitValue(), () -> name + ": " + read(err));
    return out;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
