package org.barkdjl.app.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.Sha256;
import org.barkdjl.narration.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunTest {
  private static final BatchRun.Policy GO_ON = new BatchRun.Policy(false, 0);

  @TempDir Path folder;
  private Batches batches;

  @BeforeEach
  void start() {
    batches = new Batches(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void allThatCanBeMadeIsMadeHoweverManyAtOnce(int width) throws IOException {
    batches.width = width;

    Totals totals = batches.run(GO_ON, "a", "bad", "b fails", "c", "d");

    assertEquals(3, totals.made());
    assertEquals(2, totals.failed());
    assertEquals(6, totals.audioSeconds());
    assertEquals(5, totals.done());
    assertEquals("a1", Files.readString(folder.resolve("a.wav")));
    assertFalse(Files.exists(folder.resolve("b.wav")));
    List<String> log = log();
    assertEquals(5, log.size());
    assertTrue(log.get(0).contains("\"sha256\":\"" + Sha256.of(folder.resolve("a.wav")) + "\""));
  }

  @Test
  void whatIsFinishedAndUnchangedIsNotMadeAgain() throws IOException {
    batches.run(GO_ON, "a", "b", "c", "d fails", "e");
    Files.delete(folder.resolve("b.wav"));
    Files.writeString(folder.resolve("c.wav"), "other size");
    batches.results.clear();

    Totals totals = batches.run(GO_ON, "a", "b", "c", "d fails", "e changed", "f");

    assertEquals(1, totals.skipped());
    assertEquals(
        List.of("b", "c", "d", "e", "f"),
        batches.results.stream().map(result -> result.key().id()).toList());
    assertEquals("c1", Files.readString(folder.resolve("c.wav")));
  }

  @Test
  void aFileOfTheSameSizeIsFoundOutByItsHash() throws IOException {
    batches.run(GO_ON, "a");
    Files.writeString(folder.resolve("a.wav"), "a2");
    ManifestSource manifest =
        new ManifestSource(folder.resolve("manifest.txt"), "test", ManifestFormat.TEXT);

    assertEquals(0, batches.plan(manifest).toMake());
    Plan verified =
        new Planner(folder, ResultFile.read(folder), true, Takes.ONE)
            .plan(manifest, Batches::parse, Shard.WHOLE::holds, (item, finished) -> {});
    assertEquals(1, verified.toMake());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":\"b\",\"sta", "{", "{\"id\":\"b\",\"status\":\"ok\"}"})
  void aTornLastLineIsCutOff(String torn) throws IOException {
    batches.run(GO_ON, "a");
    Path log = folder.resolve(ResultFile.NAME);
    Files.writeString(log, torn, StandardOpenOption.APPEND);

    Totals totals = batches.run(GO_ON, "a", "b");

    assertEquals(1, totals.skipped());
    assertEquals(2, log().size());
    assertEquals(0, ResultFile.read(folder).unreadable());
    assertEquals(2, batches.run(GO_ON, "a", "b").skipped());
  }

  @Test
  void linesThatHoldNoResultArePassedOver() throws IOException {
    Path log = folder.resolve(ResultFile.NAME);
    Files.writeString(
        log,
        "\0\0\0\n[]\n{}\n{\"id\":5}\nnull\n\"x\"\n{\"id\":\"a\",\"status\":\"great\"}\n"
            + "x".repeat(2_000_000)
            + "\n");

    assertEquals(8, ResultFile.read(folder).unreadable());
    assertEquals(1, batches.run(GO_ON, "a").made());
    assertEquals(1, batches.run(GO_ON, "a").skipped());
  }

  @Test
  void aRetryHasASeedOfItsOwnWhichIsRecorded() throws IOException {
    Totals totals = batches.run(new BatchRun.Policy(false, 2), "a once", "b fails");

    assertEquals(1, totals.made());
    Result first = batches.results.get(0);
    assertEquals(2, first.tries().attempts());
    assertEquals(Seeds.ofAttempt(1, 2), first.tries().seed());
    assertEquals(3, batches.results.get(1).tries().attempts());
    assertEquals(5, batches.seeds.size());
    assertEquals(3, batches.seeds.stream().distinct().count());
    assertEquals(1, batches.run(GO_ON, "a once").skipped());
  }

  @Test
  void itemsThatBreakTheEngineAreFailuresUntilThereAreThreeInARow() throws IOException {
    BatchRun.Policy policy = new BatchRun.Policy(false, 5);
    Totals totals = batches.run(policy, "a breaks", "b breaks", "c fails", "d breaks", "e");
    assertEquals(1, totals.made());
    assertEquals(4, totals.failed());
    assertEquals(1 + 1 + 6 + 1 + 1, batches.seeds.size(), "an engine is not tried again");

    assertThrows(
        DeviceException.class,
        () -> batches.run(GO_ON, "v breaks", "w breaks", "x breaks", "y", "z"));
    assertFalse(Files.exists(folder.resolve("y.wav")));
    assertEquals(8, log().size());
  }

  @Test
  void audioThatNoFileCanHoldIsAFailedItem() throws IOException {
    Totals totals = batches.run(GO_ON, "a", "b too long", "c");

    assertEquals(2, totals.made());
    assertEquals("It is too long.", batches.results.get(1).error());
    assertFalse(Files.exists(folder.resolve("b.wav")));
  }

  @Test
  void failFastStopsAtTheFirst() throws IOException {
    Totals totals = batches.run(new BatchRun.Policy(true, 1), "a", "b fails", "c");

    assertEquals(1, totals.made());
    assertEquals(1, totals.failed());
    assertFalse(Files.exists(folder.resolve("c.wav")));
  }

  @Test
  void collisionsAreRefusedBeforeAnythingIsMade() {
    for (String[] texts :
        new String[][] {{"a", "b", "a"}, {"a", "x name=A"}, {"straße", "STRASSE"}}) {
      InputException e =
          assertThrows(InputException.class, () -> batches.run(GO_ON, texts), texts[0]);
      assertTrue(e.getMessage().contains("lines 1 and " + texts.length), e.getMessage());
    }
    assertTrue(batches.seeds.isEmpty());
  }

  @Test
  void anEmptyManifestIsAnError() {
    assertThrows(InputException.class, () -> batches.run(GO_ON, "", " "));
  }

  @Test
  void timeLeftIsGuessedFromTheItemsBefore() {
    Totals totals = new Totals(10, 0, 0, 0, 0, 0, 0, 100);
    assertTrue(totals.secondsLeft() < 0);
    Result made = Batches.result("a", 10);

    Totals later = totals.plusWork(5).plus(made, 20);

    assertEquals(0.5, later.realTimeFactor());
    assertEquals(5.0 / 20 * 80, later.secondsLeft());
  }

  @Test
  void twoRunsCannotHaveOneFolder() throws IOException {
    Path path = folder.resolve("new/out");
    try (OutputFolder first = OutputFolder.take(path)) {
      Files.writeString(first.manifestCopy(), "x");
      IOException e = assertThrows(IOException.class, () -> OutputFolder.take(path));
      assertTrue(e.getMessage().startsWith("Another 'bark batch' is writing to "), e.getMessage());
      assertTrue(Files.exists(first.manifestCopy()));
    }
    Path left = Files.writeString(path.resolve(OutputFolder.unfinished()), "x");
    OutputFolder.take(path).close();
    assertFalse(Files.exists(left));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThrows(IOException.class, () -> OutputFolder.take(file));
    assertThrows(IOException.class, () -> OutputFolder.take(file.resolve("below")));
  }

  @Test
  void filesThatOthersAreWritingStay() throws IOException {
    Path file = folder.resolve("said.wav");
    AtomicFile.write(
        file,
        out -> {
          out.write('1');
          try (OutputFolder taken = OutputFolder.take(folder)) {
            assertEquals(folder, taken.path());
          }
        });
    assertEquals("1", Files.readString(file));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve(ResultFile.NAME));
  }

  @Test
  void oneIsCountedAsOne() {
    assertEquals("1 item", Takes.ONE.counted(1));
    assertEquals("0 items", Takes.ONE.counted(0));
    assertEquals("2 takes", new Takes(2, false).counted(2));
  }

  @Test
  void takesHaveSeedsAndFilesOfTheirOwnAndMoreOfThemCanFollow() throws IOException {
    batches.takes = new Takes(2, false);
    Totals totals = batches.run(GO_ON, "a", "b");

    assertEquals(4, totals.made());
    assertEquals(List.of(1L, Seeds.ofTake(1, 2), 1L, Seeds.ofTake(1, 2)), batches.seeds);
    assertEquals("a1", Files.readString(folder.resolve("a-take1.wav")));
    assertEquals(
        List.of(1, 2, 1, 2), batches.results.stream().map(result -> result.key().take()).toList());
    assertFalse(Files.exists(folder.resolve("a.wav")));

    batches.takes = new Takes(3, false);
    Totals more = batches.run(GO_ON, "a", "b");

    assertEquals(4, more.skipped());
    assertEquals(2, more.made());
    assertEquals(Seeds.ofTake(1, 3), batches.seeds.get(4));
    assertEquals(6, log().size());
  }

  @Test
  void aTakeThatIsMissingIsMadeAgainAlone() throws IOException {
    batches.takes = new Takes(3, false);
    batches.run(GO_ON, "a", "b");
    Files.delete(folder.resolve("b-take2.wav"));

    assertEquals(1, batches.run(GO_ON, "a", "b").made());
    assertEquals(Seeds.ofTake(1, 2), batches.seeds.get(6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theBestTakeBecomesTheItem(int width) throws IOException {
    batches.width = width;
    batches.takes = new Takes(4, true);
    Totals totals = batches.run(GO_ON, "a", "b fails", "c");

    assertEquals(8, totals.made());
    assertEquals(4, totals.failed());
    int best =
        IntStream.rangeClosed(1, 4)
            .boxed()
            .min(Comparator.comparing(take -> Seeds.ofTake(1, take) % 10))
            .orElseThrow();
    long seed = Seeds.ofTake(1, best);
    assertEquals("a" + seed, Files.readString(folder.resolve("a.wav")));
    assertEquals("c" + seed, Files.readString(folder.resolve("c.wav")));
    Result chosen = ResultFile.read(folder).last("a", 0).orElseThrow();
    assertEquals(best, chosen.key().chosenTake());
    assertEquals(seed, chosen.tries().seed());
    assertEquals(Sha256.of(folder.resolve("a.wav")), chosen.sound().sha256());
    assertEquals(List.of("a.wav", "c.wav"), wavs());
    assertEquals(4 + 4 + 4 + 2, log().size());

    assertEquals(8, batches.run(GO_ON, "a", "b fails", "c").skipped());
    assertEquals(List.of("a.wav", "c.wav"), wavs());
  }

  @Test
  void whatWasKilledBeforeItsChoiceIsChosenWithoutNewTakes() throws IOException {
    batches.takes = new Takes(3, false);
    batches.run(GO_ON, "a");
    batches.takes = new Takes(3, true);

    assertEquals(3, batches.run(GO_ON, "a").skipped());
    assertEquals(List.of("a.wav"), wavs());

    // As if it had been killed after it had chosen.
    Files.writeString(folder.resolve("a-take1.wav"), "left");
    batches.run(GO_ON, "a");
    assertEquals(List.of("a.wav"), wavs());
    assertEquals(3, batches.seeds.size());
  }

  @Test
  void anItemNamedAsATakeOfAnotherIsRefused() {
    batches.takes = new Takes(2, false);
    assertThrows(InputException.class, () -> batches.run(GO_ON, "a", "b name=a-take2"));
    assertFalse(Files.exists(folder.resolve("a-take1.wav")));
  }

  @Test
  void chosenTakesBecomeFinalFilesAndMayBeChosenAgain() throws IOException {
    batches.takes = new Takes(2, false);
    batches.run(GO_ON, "a", "b");
    PrintStream err = new PrintStream(new ByteArrayOutputStream(), false, UTF_8);

    long seed = Seeds.ofTake(1, 2);
    ChosenTakes chosen =
        chosen("{'a': {'take': 2, 'seed': '%d'}, 'b': {'take': 1, 'seed': 77}}".formatted(seed));
    Map<String, Optional<Result>> results = chosen.follow(folder, err);

    assertEquals(Optional.of(2), results.get("a").map(result -> result.key().chosenTake()));
    assertEquals(Optional.empty(), results.get("b"), "it has another seed");
    assertEquals("a" + seed, Files.readString(folder.resolve("a.wav")));
    assertEquals(5, log().size());
    var unused = chosen.follow(folder, err);
    assertEquals(5, log().size(), "it is final already");

    ChosenTakes other = chosen("{'a': {'take': 1, 'seed': 1}}");
    assertEquals(
        Optional.of(1),
        other.follow(folder, err).get("a").map(result -> result.key().chosenTake()));
    assertEquals("a1", Files.readString(folder.resolve("a.wav")));
    assertEquals(4, batches.run(GO_ON, "a", "b").skipped(), "the takes are still there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{", "null", "{\"chosen\": {\"a\": 1}, \"refused\": []}"})
  void whatIsNoFileOfChosenTakesIsBadInput(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("chosen.json"), content);
    assertThrows(InputException.class, () -> ChosenTakes.read(file));
  }

  private ChosenTakes chosen(String takes) throws IOException {
    String json = "{'chosen': %s, 'refused': []}".formatted(takes).replace('\'', '"');
    return ChosenTakes.read(Files.writeString(folder.resolve("chosen.json"), json));
  }

  private List<String> wavs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".wav"))
          .sorted()
          .toList();
    }
  }
}
