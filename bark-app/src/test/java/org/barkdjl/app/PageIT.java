package org.barkdjl.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, and OpenAI's own client, on Node, against the server as a process. */
class PageIT {
  private static final Path TESTS = Path.of("../bark-server/src/test/page");
  private static final int OLDEST_NODE = 20;
  private static final long MINUTES = 8;

  private static ServedBark server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(nodeVersion() >= OLDEST_NODE, "There is no Node " + OLDEST_NODE + " or later.");
    assumeTrue(
        Files.isDirectory(TESTS.resolve("node_modules")),
        "Its packages are not installed: npm ci --prefix bark-server/src/test/page");
    // One row, so that there is a queue.
    server = ServedBark.start("--rows=1");
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      assertEquals(0, server.stop().status());
    }
  }

  @Test
  void thePageWorksInABrowser() throws Exception {
    run("page.test.js", Map.of("CHROMIUM", browser()));
  }

  @Test
  void takesAreChosenByThePageThatABatchLeaves() throws Exception {
    String browser = browser();
    Path manifest = folder.resolve("manifest.jsonl");
    Files.writeString(
        manifest,
        """
        {"id": "a", "text": "One, two."}
        {"id": "b", "text": "Good morning."}
        {"id": "c", "text": "<b onclick=\\"x\\">\\"Three\\" & four.</b>"}
        """);
    String takes = folder.resolve("takes").toString();
    String[] batch = {"batch", manifest.toString(), "-d", takes, "--max-seconds=1", "-q"};
    assertEquals(0, bark(batch, "--takes=2", "--page").status());

    run("listening.test.js", Map.of("CHROMIUM", browser, "BARK_TAKES", takes));

    // One was chosen, one refused, one left alone.
    String from = "--from=" + Path.of(takes, "chosen.json");
    assertEquals(0, bark(batch, "--takes=3", from).status());
    assertEquals(
        -1,
        Files.mismatch(Path.of(takes, "a.wav"), Path.of(takes, "a-take2.wav")),
        "the chosen take");
    assertTrue(Files.exists(Path.of(takes, "b-take3.wav")));
    assertFalse(Files.exists(Path.of(takes, "a-take3.wav")));
    assertFalse(Files.exists(Path.of(takes, "c-take3.wav")));
  }

  private static BarkProcess.Outcome bark(String[] words, String... more) throws Exception {
    return BarkProcess.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
  }

  private static String browser() {
    List<Path> browsers =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(each -> Stream.of("chromium", "google-chrome").map(Path.of(each)::resolve))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!browsers.isEmpty(), "There is no Chromium.");
    return browsers.get(0).toString();
  }

  @Test
  void openAisClientWorks() throws Exception {
    run("client.test.js", Map.of());
  }

  private void run(String test, Map<String, String> environment) throws Exception {
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder = new ProcessBuilder("node", "--test", test);
    builder.directory(TESTS.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("BARK_SERVER", server.address());
    builder.environment().put("BARK_SERVER_KEY", ServedBark.KEY);
    builder.environment().put("TMPDIR", folder.toAbsolutePath().toString());
    Process node = builder.start();
    boolean ended = node.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly().waitFor();
    }
    assertTrue(ended && node.exitValue() == 0, Files.readString(said));
  }

  /** The first number of it; 0: there is none. */
  private static int nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes(), US_ASCII).strip();
      node.waitFor();
      return Integer.parseInt(version.replaceAll("v(\\d+).*", "$1"));
    } catch (IOException e) {
      return 0;
    }
  }
}
