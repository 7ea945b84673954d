package org.barkdjl.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barkdjl.io.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The example, submitted to a cluster of processes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  /** How many texts; more by -Dbark.spark.texts=200. */
  private static final int TEXTS = Integer.getInteger("bark.spark.texts", 24);

  private static final Path BARK_HOME = Path.of("target/bark-home").toAbsolutePath();

  private static final List<String> WORDS =
      List.of("Hello", "there", "good", "morning", "yes", "no", "one", "two", "three", "please");
  private static final List<String> VOICES = List.of("flite_slt", "flite_rms", "none");

  /** By names of the command's options. */
  private static final List<String> HOW =
      List.of("seed=7", "rows=1", "threads=1", "max-seconds=0.4");

  /** Of a result, what does not depend on where it was made. */
  private static final List<String> FIELDS =
      List.of("status", "sha256", "bytes", "seed", "duration_seconds");

  /** Words that are divided into several pieces. */
  private static final int LONG = 60;

  @TempDir static Path folder;
  private static Path texts;
  private static Map<String, JsonObject> expected;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    texts = Files.write(folder.resolve("texts.jsonl"), texts());
    expected = batch(texts);
    cluster = new Cluster(folder);
    cluster.addWorker("127.0.0.1", "3");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void aGpuThatSparkGivesIsAskedForByItsNumber() throws Exception {
    Path texts = Files.writeString(folder.resolve("t.jsonl"), line("a", "Hello.", "voice", "none"));
    Cluster.Submitted job =
        cluster.submit(
            BARK_HOME,
            List.of(
                "spark.executor.resource.gpu.amount=1",
                "spark.task.resource.gpu.amount=1",
                "spark.task.maxFailures=1"),
            texts.toString(),
            folder.resolve("none").toString());

    assertNotEquals(0, job.status());
    assertTrue(
        job.text().contains("The GPU that Spark gives this task is cuda:3: CUDA cannot be used"),
        job.text());
  }

  @Test
  @Order(2)
  void aKilledWorkerChangesNothingOfWhatBatchMakes() throws Exception {
    Path out = folder.resolve("out");
    cluster.addWorker("localhost", "4");
    Cluster.Submitted job = cluster.submit(BARK_HOME, List.of(), arguments(out));
    awaitFiles(out.resolve("audio"), TEXTS / 4, job);
    cluster.kill(1);
    assertEquals(0, job.status(), job.text());

    assertIsExpected(out);
  }

  /** Takes some minutes, so it is run where somebody asks for many texts. */
  @Test
  @Order(3)
  @EnabledIfSystemProperty(named = "bark.spark.texts", matches = ".+")
  void speculationChangesNothingOfWhatBatchMakes() throws Exception {
    Path out = folder.resolve("speculated");
    cluster.addWorker("localhost", "4");
    List<String> atOnce =
        List.of(
            "spark.speculation=true",
            "spark.speculation.quantile=0.1",
            "spark.speculation.multiplier=0.01",
            "spark.speculation.minTaskRuntime=1ms");
    Cluster.Submitted job = cluster.submit(BARK_HOME, atOnce, arguments(out));
    assertEquals(0, job.status(), job.text());

    assertTrue(job.text().contains(" succeeded on "), job.text());
    assertIsExpected(out);
  }

  private static String[] arguments(Path out) {
    List<String> arguments = new ArrayList<>(List.of(texts.toString(), out.toString()));
    HOW.forEach(each -> arguments.add(each.replace("max-seconds", "maxSeconds")));
    return arguments.toArray(String[]::new);
  }

  private static void assertIsExpected(Path out) throws Exception {
    assertTrue(Files.exists(out.resolve("results/_SUCCESS")));
    Map<String, JsonObject> spoken = results(out.resolve("results"), ".json");
    assertEquals(expected.keySet(), spoken.keySet());
    for (Map.Entry<String, JsonObject> item : expected.entrySet()) {
      JsonObject one = item.getValue();
      JsonObject other = spoken.get(item.getKey());
      for (String field : FIELDS) {
        assertEquals(one.get(field), other.get(field), () -> field + " of " + other);
      }
      assertEquals(one.has("error"), other.has("error"));
      if (one.has("error")) {
        // The command adds what commands help.
        assertTrue(one.get("error").getAsString().startsWith(other.get("error").getAsString()));
      }
      if (other.has("file")) {
        Path file = out.resolve(other.get("file").getAsString());
        assertEquals(other.get("sha256").getAsString(), Sha256.of(file));
      }
    }
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("audio", "results"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    try (Stream<Path> files = Files.list(out.resolve("audio"))) {
      assertEquals(
          spoken.values().stream().filter(each -> each.has("file")).count(),
          files.filter(file -> file.toString().endsWith(".wav")).count());
    }
  }

  /** Words, a third of them in several sentences; dialogues; and what cannot be spoken. */
  private static List<String> texts() {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      String id = "text " + i;
      String voice = i % 10 == 5 ? "nobody" : VOICES.get(random.nextInt(VOICES.size()));
      if (i % 12 == 3) {
        lines.add(line(id, " ", "voice", voice));
      } else if (i % 8 == 2) {
        String said = "A: " + words(random, 2) + "\nB: " + words(random, 3) + "\nA: Yes.";
        lines.add(line(id, said, "speakers", "A=flite_slt, B=flite_rms"));
      } else {
        lines.add(
            line(id, words(random, i % 8 == 0 ? LONG : 1 + random.nextInt(8)), "voice", voice));
      }
    }
    return lines;
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < count; word++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
      text.append(word % 6 == 5 ? ". " : " ");
    }
    return text.toString();
  }

  private static String line(String id, String text, String field, String value) {
    JsonObject line = new JsonObject();
    line.addProperty("id", id);
    line.addProperty("text", text);
    line.addProperty(field, value);
    return line.toString();
  }

  /** What the command makes of the same. */
  private static Map<String, JsonObject> batch(Path texts) throws Exception {
    Path out = folder.resolve("batch");
    Path app = Path.of("../bark-app/target").toAbsolutePath();
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                app.resolve("bark-app.jar") + File.pathSeparator + app.resolve("lib/*"),
                "org.barkdjl.app.Main",
                "batch",
                texts.toString(),
                "--quiet",
                "--dir",
                out.toString()));
    HOW.forEach(each -> line.add("--" + each));
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("BARK_HOME", BARK_HOME.toString());
    Process process = builder.start();
    assertTrue(process.waitFor(Cluster.MINUTES, TimeUnit.MINUTES));
    return results(out, "results.jsonl");
  }

  private static Map<String, JsonObject> results(Path folder, String ending) throws IOException {
    Map<String, JsonObject> results = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonObject result = JsonParser.parseString(line).getAsJsonObject();
          JsonObject other = results.put(result.get("id").getAsString(), result);
          assertNull(other, () -> "twice: " + result);
        }
      }
    }
    return results;
  }

  private static void awaitFiles(Path folder, int count, Cluster.Submitted job) throws Exception {
    for (int there = 0; there < count; ) {
      assertTrue(job.process().isAlive(), job.text());
      Thread.sleep(100);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          there = (int) files.filter(file -> !Files.isDirectory(file)).count();
        }
      }
    }
  }
}
