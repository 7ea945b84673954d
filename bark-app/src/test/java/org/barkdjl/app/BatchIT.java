package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.barkdjl.audio.WavFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches as processes: with bad items, killed, split, and where they cannot be written. */
class BatchIT {
  /**
   * The proof takes an hour: {@code ./mvnw verify -Dit.test=BatchIT -Dbark.batch.proof}.
   */
  private static final boolean PROOF = System.getProperty("bark.batch.proof") != null;

  private static final int SOME_FAILED = 6;

  @TempDir Path folder;
  private Path manifest;
  private Path out;

  @BeforeEach
  void name() {
    manifest = folder.resolve("manifest.jsonl");
    out = folder.resolve("out ö");
  }

  @Test
  void itemsAreMadeAndBadOnesReported() throws Exception {
    Files.writeString(
        manifest,
        """
        {"id": "one", "text": "Hello there."}
        {"id": "zwei/ö", "text": "Good morning.", "voice": "flite_slt", "seed": 7}
        {"id": "warm", "text": "Hi.", "text-temp": "warm"}
        {"id": "who", "text": "Hi.", "voice": "nobody"}
        not json
        {"id": "empty", "text": " "}
        {"id": "named", "text": "Hello.", "out": "mine.wav", "fine-temp": 0.3, "coarse-history": 120}
        {"id": "long", "text": "Ann: One. [pause 1s] Two.\\nBob: Three.", "speakers": "Ann=flite_slt,Bob=flite_rms"}
        {"id": "joe", "text": "Joe: One.", "speakers": "Ann=flite_slt"}
        """);

    BarkProcess.Outcome outcome = batch("--progress", "json");

    assertEquals(SOME_FAILED, outcome.status(), outcome::toString);
    List<JsonObject> events =
        outcome.err().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertEquals(12, events.size(), outcome::toString);
    assertTrue(events.stream().anyMatch(event -> event.has("rows")), outcome::toString);
    JsonObject ended = events.get(11);
    assertEquals("ended", ended.get("event").getAsString());
    assertEquals(4, ended.get("made").getAsInt());
    assertEquals(5, ended.get("failed").getAsInt());
    assertEquals(Set.of("one", "zwei/ö", "named", "long"), done().keySet());
    assertEquals(List.of("long.wav", "mine.wav", "one.wav", "zwei_ö.wav"), wavs(out));
    assertEquals(3, done().get("long").get("pieces").getAsInt());
    assertTrue(WavFile.read(out.resolve("long.wav")).duration().toMillis() > 1_000, "the pause");
    WavFile wav = WavFile.read(out.resolve("zwei_ö.wav"));
    assertTrue(wav.info().toString().contains("voice=flite_slt; seed=7"), wav.info().toString());

    BarkProcess.Outcome again = batch();

    assertEquals(SOME_FAILED, again.status(), again::toString);
    assertTrue(again.text().contains("0 made, 4 finished before, 5 failed"), again.text());
    assertTrue(again.err().contains("line 5 (000005): Cannot read the line"), again.err());
    assertTrue(again.err().contains("line 9 (joe): Line 1: 'Joe' has no voice"), again.err());
  }

  @Test
  void theSameItemAloneIsTheSameAudio() throws Exception {
    Files.writeString(manifest, "{\"id\": \"a\", \"text\": \"Hello there.\"}\n");
    BarkProcess.Outcome outcome = batch();
    assertEquals(0, outcome.status(), outcome::toString);
    Path alone = folder.resolve("alone.wav");

    String seed = done().get("a").get("seed").getAsString();
    BarkProcess.run("Hello there.", "--seed", seed, "--max-seconds", "0.5", "-o", alone.toString());

    assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(out.resolve("a.wav")));
  }

  @Test
  void twoShardsOfAStreamAreTheWhole() throws Exception {
    byte[] texts =
        "id,text\na,One.\nb,\"Two, three.\"\nc,Four.\nd,Five.\n".getBytes(StandardCharsets.UTF_8);
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");

    for (Object[] part : new Object[][] {{out, "1/1"}, {first, "1/2"}, {second, "2/2"}}) {
      BarkProcess.Outcome outcome =
          BarkProcess.run(
              texts,
              BarkProcess.HOME,
              // All rows by themselves: sums of products of another shape end in other bits.
              words("-", (Path) part[0], "--shard", (String) part[1], "--rows", "1", "-q"));
      assertEquals(0, outcome.status(), outcome::toString);
      assertEquals("", outcome.text());
      assertTrue(
          outcome.err().lines().allMatch(line -> line.startsWith("bark: warning: ")),
          outcome.err());
    }

    List<String> union = new ArrayList<>(wavs(first));
    union.addAll(wavs(second));
    assertEquals(wavs(out), union.stream().sorted().toList());
    for (String name : union) {
      Path part = Files.exists(first.resolve(name)) ? first : second;
      assertArrayEquals(
          Files.readAllBytes(out.resolve(name)), Files.readAllBytes(part.resolve(name)), name);
    }
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    Files.writeString(manifest, "{\"id\":\"a\",\"text\":\"Hello.\"}\n{\"id\":\"b\"}\n");

    BarkProcess.Outcome outcome = batch("--dry-run");

    assertEquals(SOME_FAILED, outcome.status(), outcome::toString);
    assertTrue(outcome.text().startsWith("to make  a.wav: about 0.5 s, voice flite_rms, seed "));
    assertTrue(outcome.text().contains("2 items: 1 to make, 0 finished, 1 bad."), outcome.text());
    assertTrue(outcome.err().startsWith("bark: line 2 (b): There is nothing to say"));
    assertFalse(Files.exists(out));
  }

  @Test
  void anItemWritesNeitherOverWhatIsReadNorThroughALink() throws Exception {
    Files.createDirectory(out);
    Path list = Files.writeString(out.resolve("list.wav"), "id,text\nlist,A.\nlink,B.\nok,C.\n");
    Files.createSymbolicLink(out.resolve("link.wav"), Path.of("ok.wav"));

    BarkProcess.Outcome outcome = BarkProcess.run(words(list.toString(), out, "--dry-run"));

    assertEquals(SOME_FAILED, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("list.wav, which this batch reads"), outcome.err());
    assertTrue(outcome.err().contains("it is a folder, a link or a device"), outcome.err());
    assertTrue(outcome.text().contains("3 items: 1 to make, 0 finished, 2 bad."), outcome.text());
  }

  @Test
  void whatCannotWorkIsSaidBeforeAnythingIsMade() throws Exception {
    Files.writeString(manifest, "{\"id\":\"a\",\"text\":\"A.\"}\n{\"id\":\"A\",\"text\":\"B.\"}\n");
    assertFailure(5, "same file, 'A.wav'", batch());
    assertFailure(5, "no such file", BarkProcess.run(words(folder + "/none", out)));
    Files.writeString(manifest, "\n");
    assertFailure(5, "is empty", batch());
    Files.writeString(manifest, "{\"id\":\"a\",\"text\":\"A.\"}\noops\n");
    assertFailure(5, "line 2 (000002): ", batch("--fail-fast"));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertFailure(1, "not a folder", BarkProcess.run(words(manifest.toString(), file)));
    assertFailure(2, "--retry", batch("--retry", "-1"));
    assertEquals(List.of(), wavs(out));
    Files.deleteIfExists(out.resolve("results.jsonl"));
    Files.createDirectory(out.resolve("results.jsonl"));
    assertFailure(1, "results.jsonl", batch());
  }

  @Test
  void anInterruptedRunSaysHowToGoOn() throws Exception {
    writeManifest(11);

    BarkProcess killed = BarkProcess.untilItShows("0/11 items", words(manifest.toString(), out));
    BarkProcess.Outcome second = BarkProcess.run(words("-", out));
    assertFailure(1, "Another 'bark batch' is writing", second);
    BarkProcess.Outcome outcome = killed.signal("TERM");

    assertEquals(143, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("of 11 items are done; the same command"), outcome.err());
    assertComplete(11, 1);
  }

  @Test
  void aFullDiskEndsTheRunAndItCanGoOn() throws Exception {
    Files.writeString(
        manifest,
        """
        {"id": "short", "text": "Hello."}
        {"id": "long", "text": "A pause alone is too long. [pause 3s] Is it not?"}
        {"id": "after", "text": "Hello again."}
        """);

    BarkProcess.Outcome outcome = BarkProcess.runWithFilesUpTo(40, words(manifest.toString(), out));

    assertEquals(1, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("1 of 3 items are done; the same command"), outcome.err());
    assertTrue(outcome.err().contains("bark: Cannot write " + out.resolve("long.wav")));
    assertEquals(List.of("short.wav"), wavs(out));
    assertComplete(3, 0);
  }

  @Test
  void killedAtAnyMomentItGoesOn() throws Exception {
    killAndResume(12, 3, "--rows", "1"); // or all would end at once
  }

  @Test
  @Tag("proof")
  void theFullProof() throws Exception {
    Assumptions.assumeTrue(PROOF, "takes long: -Dbark.batch.proof");
    killAndResume(200, 20);
  }

  /** Every sixth item is bad. */
  private void killAndResume(int items, int kills, String... options) throws Exception {
    writeManifest(items);
    Random random = new Random(5);
    int caught = 0;
    for (int kill = 0; kill < kills; kill++) {
      int soFar = results().size();
      Process process = BarkProcess.begin(words(manifest.toString(), out, options));
      // Some kills hit the start, most the work: after a few results, and then some part of one.
      int enough = soFar + random.nextInt(items / kills / 2 + 1);
      boolean ended = false;
      while (!ended && results().size() < enough) {
        ended = process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      ended = process.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      caught += ended ? 0 : 1;
      for (String wav : Files.isDirectory(out) ? wavs(out) : List.<String>of()) {
        assertTrue(WavFile.read(out.resolve(wav)).samples().length > 0, wav);
      }
    }
    assertTrue(caught > kills / 2, "only " + caught + " kills came in time");
    assertComplete(items, items / 6);
  }

  private void writeManifest(int items) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int item = 1; item <= items; item++) {
      String top = item % 6 == 0 ? "\"many\"" : "50";
      lines.append(
          "{\"id\":\"item %d\",\"text\":\"Number %d.\",\"top-k\":%s}\n".formatted(item, item, top));
    }
    Files.writeString(manifest, lines);
  }

  /** Runs to the end, and checks that everything is there once and whole. */
  private void assertComplete(int items, int bad) throws Exception {
    BarkProcess.Outcome outcome = batch();
    assertEquals(bad == 0 ? 0 : SOME_FAILED, outcome.status(), outcome::toString);
    Map<String, JsonObject> done = done();
    assertEquals(items - bad, done.size());
    Set<String> files = new TreeSet<>();
    for (JsonObject result : done.values()) {
      Path file = out.resolve(result.get("file").getAsString());
      assertEquals(
          result.get("duration_seconds").getAsDouble(),
          WavFile.read(file).duration().toMillis() / 1e3,
          1e-3);
      files.add(file.getFileName().toString());
    }
    assertEquals(List.copyOf(files), wavs(out));
    assertTrue(
        batch("--verify").text().contains((items - bad) + " finished before"), "not all are whole");
    try (var left = Files.list(out)) {
      assertTrue(left.noneMatch(file -> file.toString().endsWith(".tmp")));
    }
  }

  /** The items that are done, by id; none may be there twice. */
  private Map<String, JsonObject> done() throws IOException {
    Map<String, JsonObject> done = new TreeMap<>();
    for (String line : results()) {
      JsonObject result = JsonParser.parseString(line).getAsJsonObject();
      if (result.get("status").getAsString().equals("ok")) {
        JsonObject before = done.put(result.get("id").getAsString(), result);
        assertEquals(null, before, line);
      }
    }
    return done;
  }

  private List<String> results() throws IOException {
    Path file = out.resolve("results.jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static List<String> wavs(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".wav"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private BarkProcess.Outcome batch(String... options) throws Exception {
    return BarkProcess.run(words(manifest.toString(), out, options));
  }

  private static String[] words(String manifest, Path out, String... options) {
    List<String> words =
        new ArrayList<>(List.of("batch", manifest, "-d", out.toString(), "--max-seconds", "0.5"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  private static void assertFailure(int status, String part, BarkProcess.Outcome outcome) {
    assertEquals(status, outcome.status(), outcome::toString);
    assertTrue(outcome.err().startsWith("bark: "), outcome.err());
    assertTrue(outcome.err().contains(part), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }
}
