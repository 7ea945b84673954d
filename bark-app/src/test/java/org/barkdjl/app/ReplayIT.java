package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FakeWorld;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.NpyType;
import org.barkdjl.npy.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded cases, replayed by the command: two of this project's, and more where they are shared.
 */
class ReplayIT {
  private static final Path GOLDEN = Path.of("src/test/golden");
  private static final Path SHARED = Path.of("../../shared/golden/dev");
  private static final Path PLAIN = GOLDEN.resolve("d01_plain.npz");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("recordings")
  void everyCaseAgreesAndIsWritten(Path recording) throws Exception {
    Path written = folder.resolve("out.npz");

    BarkProcess.Outcome outcome = replay(recording, "--write", written.toString());

    assertEquals(0, outcome.status(), () -> outcome.text() + outcome);
    assertEquals(5, outcome.text().lines().filter(line -> line.contains(" agrees ")).count());
    Map<String, NpyArray> recorded = Npz.read(recording);
    Map<String, NpyArray> computed = Npz.read(written);
    for (String member : new String[] {"text_ids", "semantic", "coarse", "fine"}) {
      assertEquals(recorded.get(member), computed.get(member), member);
    }
    assertEquals(NpyType.FLOAT32, computed.get("audio").type());
  }

  /** Above they have the usual length. In this JVM, to be spared its start many times. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "8"})
  void theLengthOfAChunkChangesNothing(String chunk) throws IOException {
    for (Path recording : recordings()) {
      FakeWorld world = new FakeWorld(BarkProcess.HOME);

      ExitCode code =
          world.bark(
              "replay",
              recording.toString(),
              "--checkpoints",
              weights(recording),
              "--chunk",
              chunk);

      assertEquals(ExitCode.OK, code, () -> recording + "\n" + world.out() + world.err());
    }
  }

  private static List<Path> recordings() throws IOException {
    List<Path> recordings = new ArrayList<>(recordings(GOLDEN));
    if (Files.isDirectory(SHARED)) {
      recordings(SHARED).stream()
          .filter(file -> !Files.exists(GOLDEN.resolve(file.getFileName())))
          .forEach(recordings::add);
    }
    return recordings;
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".npz")).sorted().toList();
    }
  }

  private static String weights(Path recording) {
    return recording.resolveSibling("weights").toString();
  }

  @Test
  void anotherRecordingDiffersWhereItDiffers() throws Exception {
    Map<String, NpyArray> members = Npz.read(PLAIN);
    int[] semantic = members.get("semantic").toInts();
    semantic[17]++;
    members.put("semantic", NpyArray.ofIntegers(NpyType.INT16, semantic, semantic.length));
    Path changed = folder.resolve("changed.npz");
    Npz.write(changed, members);

    BarkProcess.Outcome outcome = replay(changed);

    assertEquals(1, outcome.status(), outcome::toString);
    assertTrue(outcome.text().contains("1 differ, first at [17]"), outcome.text());
    assertEquals(4, outcome.text().lines().filter(line -> line.contains(" agrees ")).count());
  }

  @Test
  void aRecordingThatIsTooShortForTheReplayIsADifference() throws Exception {
    Map<String, NpyArray> members = Npz.read(PLAIN);
    members.put("u_coarse", NpyArray.of(new double[] {0.5}, 1));
    Path changed = folder.resolve("changed.npz");
    Npz.write(changed, members);

    BarkProcess.Outcome outcome = replay(changed);

    assertEquals(1, outcome.status(), outcome::toString);
    assertTrue(outcome.text().contains("could not be finished"), outcome.text());
  }

  @Test
  void damagedInputIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(PLAIN);
    Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 2));

    assertEquals(5, replay(cut).status());
    assertEquals(5, replay(folder.resolve("none.npz")).status());
    assertEquals(3, BarkProcess.run("replay", PLAIN.toString(), "--checkpoints", none()).status());
    assertEquals(
        3,
        BarkProcess.run("replay", PLAIN.toString(), "--checkpoints", folder.toString()).status());
  }

  private String none() {
    return folder.resolve("none").toString();
  }

  private static BarkProcess.Outcome replay(Path recording, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("replay", recording.toString()));
    String weights = weights(recording.startsWith(SHARED) ? recording : PLAIN);
    words.addAll(List.of("--checkpoints", weights));
    words.addAll(List.of(options));
    return BarkProcess.run(words.toArray(String[]::new));
  }
}
