package org.barkdjl.app.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.Stage;
import org.barkdjl.error.InputException;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.Npz;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedCaseTest {
  private static final Path GOLDEN = Path.of("../../shared/golden/dev");

  private static final String META =
      """
      {"text": "Hi", "sampler": "uniform", "semantic": {"temp": 0.7}, "coarse": {"temp": 0.7},
       "fine": {"temp": 0.5}}
      """;

  @TempDir Path folder;

  @Test
  void aCaseIsReadWhole() throws IOException {
    RecordedCase read = RecordedCase.read(write(members()));

    assertEquals("Hi", read.request().text());
    assertEquals(Optional.empty(), read.request().voice());
    assertArrayEquals(new int[] {7, 8}, read.tokens().text());
    assertArrayEquals(new int[][] {{1, 2}, {3, 4}}, read.tokens().coarse());
    assertEquals(8, read.tokens().fine().length);
    assertArrayEquals(new float[] {0.5f, -0.5f}, read.samples());
    assertEquals(0.25, read.request().randomness().stream(Stage.SEMANTIC).next());
  }

  @Test
  void theHistoryIsAVoice() throws IOException {
    Map<String, NpyArray> members = members();
    members.put("hist_semantic_prompt", NpyArray.of(new int[20], 20));
    members.put("hist_coarse_prompt", NpyArray.of(new int[60], 2, 30));
    members.put("hist_fine_prompt", NpyArray.of(new int[240], 8, 30));

    Voice voice = RecordedCase.read(write(members)).request().voice().orElseThrow();

    assertEquals(20, voice.semantic().length);
    members.remove("hist_fine_prompt");
    assertThrows(InputException.class, () -> RecordedCase.read(write(members)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text_ids", "semantic", "coarse", "fine", "audio", "meta"})
  void aMissingMemberIsNamed(String name) throws IOException {
    Map<String, NpyArray> members = members();
    members.remove(name);

    assertTrue(refusal(members).contains("member " + name), refusal(members));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text_ids", "semantic", "coarse", "fine", "audio", "meta", "u_sem"})
  void aMemberOfAnotherShapeIsNamed(String name) throws IOException {
    Map<String, NpyArray> members = members();
    members.put(name, NpyArray.of(new int[8], 1, 2, 4));

    assertTrue(refusal(members).contains("member " + name), refusal(members));
  }

  @Test
  void valuesThatCannotBeAreRefused() throws IOException {
    Map<String, NpyArray> members = members();
    members.put("u_sem", NpyArray.of(new double[] {0.5, 1}, 2));
    assertTrue(refusal(members).contains("u_sem"));

    members = members();
    members.put("coarse", NpyArray.of(new double[] {0.5, 1}, 2, 1));
    assertTrue(refusal(members).contains("coarse"));

    members = members();
    members.put("meta", bytes(META.replace("\"temp\": 0.5", "\"temp\": -1")));
    assertTrue(refusal(members).contains("meta"));
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(write(members()));
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      Path cut = folder.resolve("cut.npz");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThrows(InputException.class, () -> RecordedCase.read(cut), "of " + length);
    }
    assertThrows(InputException.class, () -> RecordedCase.read(folder.resolve("none.npz")));
  }

  @Test
  void theGoldenCasesAreRead() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(GOLDEN), "the recorded cases are not here");

    RecordedCase prompted = RecordedCase.read(GOLDEN.resolve("d08_long_prompt_announcer.npz"));
    assertEquals(750, prompted.request().voice().orElseThrow().coarse()[0].length);
    assertEquals(300, prompted.request().options().coarse().maxHistory());
    assertEquals(40, prompted.request().options().coarse().windowLength());
    assertEquals(623, prompted.tokens().fine()[7].length);
    RecordedCase greedy = RecordedCase.read(GOLDEN.resolve("d02_greedy.npz"));
    assertTrue(greedy.request().options().semantic().sampling().isGreedy());
    assertEquals(49_280, greedy.samples().length);
  }

  private Path write(Map<String, NpyArray> members) throws IOException {
    Path file = folder.resolve("case.npz");
    Npz.write(file, members);
    return file;
  }

  private String refusal(Map<String, NpyArray> members) throws IOException {
    Path file = write(members);
    return assertThrows(InputException.class, () -> RecordedCase.read(file)).getMessage();
  }

  private static Map<String, NpyArray> members() {
    Map<String, NpyArray> members = new HashMap<>();
    members.put("text_ids", NpyArray.of(new int[] {7, 8}, 2));
    members.put("semantic", NpyArray.of(new int[] {5}, 1));
    members.put("coarse", NpyArray.of(new int[] {1, 2, 3, 4}, 2, 2));
    members.put("fine", NpyArray.of(new int[16], 8, 2));
    members.put("audio", NpyArray.of(new float[] {0.5f, -0.5f}, 2));
    members.put("u_sem", NpyArray.of(new double[] {0.25}, 1));
    members.put("meta", bytes(META));
    return members;
  }

  private static NpyArray bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return NpyArray.of(utf8, utf8.length);
  }
}
