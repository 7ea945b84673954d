package org.barkdjl.coarse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.barkdjl.decode.LogitRange;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.model.GptNeeds;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Test;

/** The windows of the coarse stage; numbers worked out by hand from generation.py. */
class CoarseWindowsTest {
  private static final int PAD = 12_048;
  private static final int INFER = 12_050;

  @Test
  void usesNoIdsThatAnInstalledModelMayLack() {
    assertEquals(GptNeeds.COARSE.inputs(), INFER + 1);
    assertEquals(INFER, Arrays.stream(windows(3).prompt()).max().orElseThrow());
    CoarseSequence sequence =
        new CoarseSequence(
            new CoarseInput(
                new int[9], Optional.empty(), CoarseOptions.DEFAULT, Uniforms.seeded(1, 1)));
    LogitRange range = sequence.parameters().range();
    assertEquals(GptNeeds.COARSE.outputs(), range.low() + range.stride() + range.width());
  }

  @Test
  void makesAnEvenNumberOfTokens() {
    // floor(n * 75 / 49.9 * 2 / 2) * 2
    assertEquals(0, windows(0).steps());
    assertEquals(2, windows(1).steps());
    assertEquals(6, windows(2).steps());
    assertEquals(390, windows(130).steps());
    assertEquals(2190, windows(729).steps());
  }

  @Test
  void theFirstWindowSeesTheSemanticTokensPadded() {
    long[] prompt = windows(3).prompt();
    assertEquals(257, prompt.length);
    assertArrayEquals(new long[] {0, 1, 2, PAD, PAD}, Arrays.copyOf(prompt, 5));
    assertEquals(PAD, prompt[255]);
    assertEquals(INFER, prompt[256]);
  }

  @Test
  void withoutAVoiceTheFirstElevenWindowsContinue() {
    CoarseWindows windows = windows(400); // 1202 tokens
    int continued = 0;
    while (windows.done() + 60 <= windows.steps()) {
      windows.add(new int[windows.leftInWindow()]);
      continued += windows.continuesLastWindow() ? 1 : 0;
    }
    assertEquals(10, continued); // the 2nd to the 11th: at 660 tokens the history begins to slide
  }

  @Test
  void aSlidingWindowSeesTheLast630TokensAndTheSemanticTokensFrom209Before() {
    CoarseWindows windows = windows(400);
    for (int step = 0; step < 900; step += 60) {
      windows.add(IntStream.range(step, step + 60).toArray());
    }
    long[] prompt = windows.prompt();
    assertEquals(257 + 630, prompt.length);
    assertEquals(90, prompt[0]); // round(900 / 3.006) = 299, less floor(630 / 3.006) = 209
    assertEquals(345, prompt[255]);
    assertEquals(900 - 630, prompt[257]);
    assertEquals(899, prompt[prompt.length - 1]);
    assertFalse(windows.continuesLastWindow());
  }

  @Test
  void aVoiceGoesInFrontLessItsLastTwoTokens() {
    int[] semantic = IntStream.range(0, 101).toArray(); // odd: 100 count
    int[][] coarse = {IntStream.range(0, 152).toArray(), IntStream.range(200, 352).toArray()};
    CoarseWindows windows =
        new CoarseWindows(
            new int[] {7777, 7778},
            new Voice("v", semantic, coarse, new int[8][152]),
            CoarseOptions.DEFAULT);
    long[] prompt = windows.prompt();
    // n = min(209, 100, floor(304 / 3.006) = 101) = 100; round(100 * 3.006) = 301 tokens, less 2
    assertEquals(257 + 299, prompt.length);
    assertEquals(1, prompt[0]);
    assertEquals(7777, prompt[100]);
    assertEquals(7778, prompt[101]);
    assertEquals(PAD, prompt[102]);
    assertEquals(10_000 + 1024 + 200 + 1, prompt[257]); // 304 - 301 = 3: codebook 1 of frame 1
    assertEquals(10_000 + 1024 + 200 + 150, prompt[prompt.length - 1]);
  }

  @Test
  void codesAreTakenApartAgain() {
    CoarseWindows windows = windows(2);
    windows.add(new int[] {10_000, 11_024, 10_005, 11_030, 11_023, 12_047});
    assertArrayEquals(new int[][] {{0, 5, 1023}, {0, 6, 1023}}, windows.codes());
  }

  @Test
  void theLastWindowIsShorter() {
    CoarseWindows windows = windows(21); // 62 tokens
    assertEquals(60, windows.leftInWindow());
    windows.add(new int[32]);
    assertEquals(28, windows.leftInWindow());
    windows.add(new int[28]);
    assertEquals(2, windows.leftInWindow());
    assertTrue(windows.continuesLastWindow());
  }

  private static CoarseWindows windows(int semanticTokens) {
    int[] semantic = IntStream.range(0, semanticTokens).toArray();
    return new CoarseWindows(semantic, null, CoarseOptions.DEFAULT);
  }
}
