package org.barkdjl.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.NpyType;
import org.barkdjl.npy.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoiceTest {
  @TempDir Path folder;

  @Test
  void roundTrips() throws IOException {
    Path file = folder.resolve("mine.npz");
    Voice voice = Voices.random("mine", 50, 3);
    voice.save(file);
    assertEquals(voice, Voice.read(file));
    assertNotEquals(voice, Voices.random("mine", 50, 4));
    assertEquals(NpyType.INT16, Npz.read(file).get("coarse_prompt").type());
    assertEquals(Optional.empty(), Voice.read(file).codec());
  }

  @Test
  void saysOfWhichCodecItIs() throws IOException {
    Path file = folder.resolve("mine.npz");
    Voice voice = Voices.random("mine", 50, 3);
    Optional<String> codec = Optional.of("0123456789abcdef");
    new Voice("mine", voice.semantic(), voice.coarse(), voice.fine(), codec).save(file);
    assertEquals(codec, Voice.read(file).codec());
    Map<String, NpyArray> members = new HashMap<>(Npz.read(file));
    members.put("codec_sha256", NpyArray.of(new float[] {1}, 1));
    assertFileRefused(members, "member codec_sha256");
  }

  @Test
  void saysWhatMadeIt() throws IOException {
    Path file = folder.resolve("mine.npz");
    Voice voice = Voices.random("mine", 50, 3);
    voice.withOrigin("seed=3; text=Grüße, 你好").save(file);
    assertEquals(Optional.of("seed=3; text=Grüße, 你好"), Voice.read(file).origin());
    assertEquals(voice, Voice.read(file), "its tokens are the same");
    assertEquals(Optional.empty(), voice.origin());
  }

  @Test
  @Tag("slow")
  void allPresetsOfSunoAreReadAndSurviveSaving() throws IOException {
    assumeTrue(Files.isDirectory(Voices.PRESETS), "no shared/voices here");
    VoiceCatalogue presets = VoiceCatalogue.open(Voices.PRESETS);
    assertEquals(271, presets.names().size());
    for (String name : presets.names()) {
      Voice voice = presets.named(name);
      Path copy = folder.resolve(name.replace('/', '_') + ".npz");
      voice.save(copy);
      Voice again = Voice.read(copy);
      assertArrayEquals(voice.semantic(), again.semantic(), name);
      assertArrayEquals(voice.coarse(), again.coarse(), name);
      assertArrayEquals(voice.fine(), again.fine(), name);
      // The coarse codebooks are the first two fine ones, in whatever order they were stored.
      assertArrayEquals(voice.fine()[0], voice.coarse()[0], name);
      assertArrayEquals(voice.fine()[1], voice.coarse()[1], name);
    }
  }

  @Test
  void cannotBeChangedFromOutside() {
    Voice voice = Voices.random("v", 2, 1);
    Voice same = Voices.random("v", 2, 1);
    voice.semantic()[0] = -1;
    voice.coarse()[1][0] = -1;
    voice.fine()[7] = null;
    assertEquals(same, voice);
  }

  @Test
  void knowsItsDuration() {
    assertEquals(Duration.ofSeconds(2), Voices.random("v", 50, 1).duration());
  }

  @Test
  void refusesTokensOutOfRange() {
    assertRefused(
        "Voice 'v' cannot be used: semantic_prompt holds 10000 at 1; 0 to 9999 are allowed.",
        new int[] {0, 10_000},
        new int[2][3],
        new int[8][3]);
    int[][] coarse = new int[2][3];
    coarse[1][2] = 1_024;
    assertRefused(
        "Voice 'v' cannot be used: coarse_prompt, codebook 1 holds 1024 at 2;"
            + " 0 to 1023 are allowed.",
        new int[2],
        coarse,
        new int[8][3]);
    int[][] fine = new int[8][3];
    fine[7][0] = -1;
    assertRefused(
        "Voice 'v' cannot be used: fine_prompt, codebook 7 holds -1 at 0; 0 to 1023 are allowed.",
        new int[2],
        new int[2][3],
        fine);
  }

  @Test
  void refusesEmptyRaggedAndMismatchedMembers() {
    assertRefused(
        "Voice 'v' cannot be used: semantic_prompt is empty.",
        new int[0],
        new int[2][3],
        new int[8][3]);
    assertRefused(
        "Voice 'v' cannot be used: coarse_prompt, codebook 0 is empty.",
        new int[2],
        new int[2][0],
        new int[8][3]);
    assertRefused(
        "Voice 'v' cannot be used: coarse_prompt has 3 codebooks, not 2.",
        new int[2],
        new int[3][3],
        new int[8][3]);
    assertRefused(
        "Voice 'v' cannot be used: fine_prompt has codebooks of different lengths.",
        new int[2],
        new int[2][3],
        new int[][] {
          new int[3],
          new int[3],
          new int[3],
          new int[3],
          new int[3],
          new int[3],
          new int[3],
          new int[4]
        });
  }

  @Test
  void coarseAndFineMayBeOfDifferentLengths() {
    assertEquals(4, new Voice("v", new int[2], new int[2][3], new int[8][4]).fine()[0].length);
  }

  @Test
  void refusesLengthsOfDifferentSpeech() {
    assertRefused(
        "Voice 'v' cannot be used: 4 coarse frames for 2 semantic tokens are 2.0 a token, where"
            + " Bark needs 1.5: they are of different speech, or of too short a piece.",
        new int[2],
        new int[2][4],
        new int[8][4]);
  }

  @Test
  void roundsTheRatioAsPythonDoes() {
    // 29/20 = 1.45 lies just below its decimal as a double, 31/20 = 1.55 just above.
    assertThrows(InputException.class, () -> ofLengths(20, 29));
    assertThrows(InputException.class, () -> ofLengths(20, 31));
    assertEquals(1_451, ofLengths(1_000, 1_451).coarse()[0].length);
    assertEquals(1_549, ofLengths(1_000, 1_549).coarse()[0].length);
  }

  @Test
  void readsMembersOfAnyIntegerTypeAndIgnoresOthers() throws IOException {
    Voice voice = Voices.random("v", 4, 9);
    for (NpyType type : NpyType.values()) {
      if (!type.isInteger() || type.bytes() < 2) {
        continue;
      }
      Map<String, NpyArray> members = members(voice);
      members.put("semantic_prompt", NpyArray.ofIntegers(type, voice.semantic(), 8));
      members.put("history", NpyArray.of(new float[] {1}, 1));
      assertEquals(voice, saved(members), type.toString());
    }
  }

  @Test
  void wholeNumbersMayBeKeptAsFloats() throws IOException {
    Voice voice = Voices.random("v", 4, 9);
    Map<String, NpyArray> members = members(voice);
    members.replaceAll((name, array) -> NpyArray.of(array.toFloats(), array.shape()));
    assertEquals(voice, saved(members));
    members.replaceAll((name, array) -> NpyArray.of(array.toDoubles(), array.shape()));
    assertEquals(voice, saved(members));
  }

  @Test
  void saysWhatAFileLacks() throws IOException {
    Map<String, NpyArray> members = members(Voices.random("v", 4, 9));
    NpyArray fine = members.remove("fine_prompt");
    assertFileRefused(members, "it lacks fine_prompt");
    float[] halves = fine.toFloats();
    halves[3] += 0.5f;
    members.put("fine_prompt", NpyArray.of(halves, 8, 12));
    assertFileRefused(members, "member fine_prompt: it holds FLOAT32");
    members.put("fine_prompt", NpyArray.ofIntegers(NpyType.BOOL, new int[96], 8, 12));
    assertFileRefused(members, "member fine_prompt: it holds BOOL");
    members.put("fine_prompt", NpyArray.of(fine.toInts(), 2, 4, 12));
    assertFileRefused(members, "member fine_prompt: its shape is [2, 4, 12]");
    members.put("fine_prompt", NpyArray.of(fine.toInts(), 12, 8));
    assertFileRefused(members, "fine_prompt has 12 codebooks, not 8");
    members.put("fine_prompt", NpyArray.of(new int[0], Integer.MAX_VALUE, 0));
    assertFileRefused(members, "member fine_prompt: it is empty");
  }

  private Voice saved(Map<String, NpyArray> members) throws IOException {
    Path file = folder.resolve("v.npz");
    Npz.write(file, members);
    return Voice.read(file);
  }

  private void assertFileRefused(Map<String, NpyArray> members, String reason) {
    InputException e = assertThrows(InputException.class, () -> saved(members));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private Map<String, NpyArray> members(Voice voice) throws IOException {
    Path file = folder.resolve("members.npz");
    voice.save(file);
    return new HashMap<>(Npz.read(file));
  }

  private static Voice ofLengths(int semantic, int frames) {
    return new Voice("v", new int[semantic], new int[2][frames], new int[8][frames]);
  }

  private static void assertRefused(String message, int[] semantic, int[][] coarse, int[][] fine) {
    InputException e =
        assertThrows(InputException.class, () -> new Voice("v", semantic, coarse, fine));
    assertEquals(message, e.getMessage());
  }
}
