package org.barkdjl.fine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.barkdjl.model.GptNeeds;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Test;

/** The windows of the fine stage; numbers worked out by hand from generation.py. */
class FineWindowsTest {
  @Test
  void shortAudioIsOneWindowThatIsPadded() {
    FineWindows windows = new FineWindows(coarse(195), null);
    assertEquals(1, windows.windows());
    assertEquals(0, windows.start(0));
    assertEquals(0, windows.firstWritten(0));
    long[] codes = windows.codes(0);
    assertArrayEquals(new long[] {5, 1005, 1024, 1024}, Arrays.copyOfRange(codes, 40, 44));
    assertEquals(1024, codes[195 * 8]);
    assertEquals(1024 * 8, codes.length);
    assertEquals(GptNeeds.FINE.inputs() - 1, Arrays.stream(codes).max().orElseThrow());
    assertEquals(GptNeeds.FINE.outputs(), TokenSpace.ENTRIES);
  }

  @Test
  void theSecondWindowEndsWithTheAudio() {
    FineWindows windows = new FineWindows(coarse(1095), null);
    assertEquals(2, windows.windows());
    assertEquals(71, windows.start(1));
    assertEquals(441, windows.firstWritten(1)); // writes 583 frames: 512 to 1095
  }

  @Test
  void upTo512FramesOfAVoiceGoInFront() {
    int[][] fine = new int[8][900];
    Arrays.setAll(fine[7], i -> i);
    Voice voice = new Voice("v", new int[600], new int[2][900], fine);
    FineWindows windows = new FineWindows(coarse(211), voice);
    assertEquals(1, windows.windows());
    assertEquals(512, windows.firstWritten(0));
    long[] codes = windows.codes(0);
    assertEquals(900 - 512, codes[7]);
    assertEquals(899, codes[511 * 8 + 7]);
    assertEquals(0, codes[512 * 8]); // the first frame to fill
    assertEquals(1024, codes[512 * 8 + 2]);
    assertEquals(1024, codes[(512 + 211) * 8]);
  }

  @Test
  void theResultLeavesHistoryAndPaddingOut() {
    Voice voice = new Voice("v", new int[200], new int[2][300], new int[8][300]);
    FineWindows windows = new FineWindows(coarse(100), voice);
    int drawn = 1024 - windows.firstWritten(0);
    windows.write(0, 5, IntStream.range(0, drawn).asLongStream().toArray());
    int[][] result = windows.result();
    assertEquals(8, result.length);
    assertEquals(100, result[0].length);
    assertEquals(99, result[5][99]);
    assertEquals(99, result[0][99]);
  }

  /** Codebook 0 counts frames, codebook 1 counts from 1000. */
  private static int[][] coarse(int frames) {
    int[] first = IntStream.range(0, frames).map(i -> i % 1000).toArray();
    int[] second = IntStream.range(0, frames).map(i -> 1000 + i % 20).toArray();
    return new int[][] {first, second};
  }
}
