package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.barkdjl.app.BarkProcess.Outcome;
import org.barkdjl.model.ModelStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's whole life, from a hub on loopback that serves bark-nano. */
class ModelsIT {
  private static final String ZIP = "/org/barkdjl/models/nano/bark-nano.zip";
  private static final String NAME = "pulled-in-test";

  @TempDir Path temp;
  private HttpServer hub;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    try (ZipInputStream zip = new ZipInputStream(ModelStore.class.getResourceAsStream(ZIP))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = temp.resolve("bark").resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext("/", this::answer);
    hub.start();
    bark("models", "remove", NAME); // of an earlier run that was killed
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    hub.stop(0);
    bark("models", "remove", NAME);
  }

  @Test
  void pullsSpeaksVerifiesAndRemoves() throws IOException, InterruptedException {
    Outcome pulled = bark("models", "pull", "owner/bark", "-n", NAME, "-p", "int8,fp32");
    assertEquals(0, pulled.status(), pulled.toString());
    assertTrue(pulled.err().contains("Licence: "), pulled.err());
    assertEquals(3, bark("models", "pull", "owner/bark", "-n", NAME, "-p", "int8").status());

    Path wav = temp.resolve("out.wav");
    Outcome said =
        bark("say", "Hello.", "-m", NAME, "--max-seconds", "1", "-s", "1", "-o", wav.toString());
    assertEquals(0, said.status(), said.toString());
    assertTrue(Files.size(wav) > 1000);

    assertTrue(bark("models", "list").text().contains(NAME));
    assertEquals(0, bark("models", "verify", NAME).status());
    Path folder = Path.of(bark("models", "path", NAME).text().strip());
    Path archive = folder.resolve("fine.fp32.pt");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
    Outcome verified = bark("models", "verify", NAME);
    assertEquals(3, verified.status(), verified.toString());
    assertTrue(verified.text().contains("fine.fp32.pt"), verified.text());
    assertTrue(verified.err().contains("bark models pull owner/bark@main"), verified.err());

    assertEquals(0, bark("models", "remove", NAME).status());
    assertFalse(Files.exists(folder));
  }

  @Test
  void importsFromAFolder() throws IOException, InterruptedException {
    Path checkpoint = Files.move(temp.resolve("bark"), temp.resolve("my bark"));
    Outcome imported = bark("models", "import", checkpoint.toString(), "-n", NAME, "-p", "int8");
    assertEquals(0, imported.status(), imported.toString());
    assertTrue(bark("voices", "-m", NAME).text().contains("flite_rms"));

    Files.delete(Path.of(bark("models", "path", NAME).text().strip()).resolve("fine.fp32.pt"));
    Outcome said = bark("say", "Hello.", "-m", NAME, "-o", temp.resolve("out.wav").toString());
    assertEquals(3, said.status(), said.toString());
    assertTrue(
        said.err()
            .contains(
                "bark models import '" + checkpoint + "' --name " + NAME + " --precision int8"),
        said.err());
  }

  @Test
  void anInstalledModelIsGivenNewPrograms() throws IOException, InterruptedException {
    bark("models", "import", temp.resolve("bark").toString(), "-n", NAME, "-p", "int8");
    Path wav = temp.resolve("before.wav");
    assertEquals("", speak(wav, text -> text));
    assertEquals("", speak(wav, text -> text.replace("# A causal GPT", "# One causal GPT")));
    UnaryOperator<String> edit = text -> text.replace("embed_merged", "merge");
    Path after = temp.resolve("after.wav");
    String told = "bark: the model " + NAME + " is given the programs of this version";
    assertTrue(speak(after, edit).contains(told));
    assertEquals(-1, Files.mismatch(wav, after));
    assertEquals("", speak(after, edit));
    assertEquals(0, bark("models", "verify", NAME).status());
  }

  /** Speaks with an edited gpt.py, which lies before that of the jar, and gives standard error. */
  private String speak(Path wav, UnaryOperator<String> edit)
      throws IOException, InterruptedException {
    String resource = "org/barkdjl/models/programs/gpt.py";
    Path program = temp.resolve("edited").resolve(resource);
    Files.createDirectories(program.getParent());
    try (InputStream in = ModelStore.class.getResourceAsStream("/" + resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(program, edit.apply(text));
    }
    Outcome said =
        BarkProcess.run(
            new byte[0],
            BarkProcess.HOME,
            Map.of("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + temp.resolve("edited")),
            words(wav));
    assertEquals(0, said.status(), said.toString());
    // Java and libtorch have something to say, too.
    return said.err()
        .lines()
        .filter(line -> line.startsWith("bark: "))
        .collect(Collectors.joining("\n"));
  }

  private static String[] words(Path wav) {
    return new String[] {
      "say", "Hello.", "-m", NAME, "--max-seconds", "1", "-s", "1", "-q", "-o", wav.toString()
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path =
          exchange.getRequestURI().getPath().replaceFirst("/owner/bark/resolve/main/", "");
      Path file = temp.resolve("bark").resolve(path);
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      if (path.startsWith("/") || !Files.isRegularFile(file)) {
        exchange.getResponseHeaders().add("X-Error-Code", "EntryNotFound");
        exchange.sendResponseHeaders(404, -1);
      } else if (isHead) {
        exchange.getResponseHeaders().add("Content-Length", Long.toString(Files.size(file)));
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(200, Files.size(file));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(exchange.getResponseBody());
        }
      }
    }
  }

  private Outcome bark(String... words) throws IOException, InterruptedException {
    return BarkProcess.run(
        new byte[0],
        BarkProcess.HOME,
        Map.of(
            "HF_ENDPOINT",
            "http://localhost:" + hub.getAddress().getPort(),
            "HF_HOME",
            temp.resolve("hf").toString()),
        words);
  }
}
