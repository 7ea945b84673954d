package org.barkdjl.fine;

import static org.barkdjl.token.TokenSpace.CODEBOOKS;
import static org.barkdjl.token.TokenSpace.CONTEXT;
import static org.barkdjl.token.TokenSpace.ENTRIES;

import java.util.Arrays;
import org.barkdjl.voice.Voice;

/**
 * The arithmetic of the fine stage: the buffer of frames, and where each window of 1024 frames
 * begins and writes (generate_fine in bark/generation.py).
 */
final class FineWindows {
  /** Codebooks that the coarse stage has filled. */
  static final int GIVEN = 2;

  private static final int HOP = CONTEXT / 2;
  private static final int MAX_HISTORY = 512;

  private final int[][] frames; // (frames, 8): history, given codes, padding
  private final int history;
  private final int count;
  private final int windows;

  /**
   * @param coarse codes (2, frames)
   * @param voice the voice, or null
   */
  FineWindows(int[][] coarse, Voice voice) {
    int[][] past = voice == null ? new int[CODEBOOKS][0] : voice.fine();
    history = history(voice);
    count = coarse[0].length;
    frames = new int[Math.max(CONTEXT, history + count)][CODEBOOKS];
    for (int f = 0; f < frames.length; f++) {
      Arrays.fill(frames[f], ENTRIES); // a code that is not there
      if (f < history) {
        for (int c = 0; c < CODEBOOKS; c++) {
          frames[f][c] = past[c][past[c].length - history + f];
        }
      } else if (f < history + count) {
        for (int c = 0; c < GIVEN; c++) {
          frames[f][c] = coarse[c][f - history];
        }
      }
    }
    windows = windows(count, voice);
  }

  /**
   * Windows that so many frames take.
   *
   * @param voice the voice, or null
   */
  static int windows(int frames, Voice voice) {
    int beyondTheFirst = frames - (CONTEXT - history(voice));
    return 1 + Math.max(0, (int) Math.ceil(beyondTheFirst / (double) HOP));
  }

  private static int history(Voice voice) {
    return voice == null ? 0 : Math.min(MAX_HISTORY, voice.fine()[0].length);
  }

  int windows() {
    return windows;
  }

  /** The frame at which a window begins. */
  int start(int window) {
    return Math.min(window * HOP, frames.length - CONTEXT);
  }

  /** The frame of the window at which it begins to write. */
  int firstWritten(int window) {
    return Math.min(history + window * HOP, frames.length - HOP) - start(window);
  }

  /** A window's codes, frame by frame: (1024, 8). */
  long[] codes(int window) {
    long[] codes = new long[CONTEXT * CODEBOOKS];
    for (int f = 0; f < CONTEXT; f++) {
      for (int c = 0; c < CODEBOOKS; c++) {
        codes[f * CODEBOOKS + c] = frames[start(window) + f][c];
      }
    }
    return codes;
  }

  /** Writes what was drawn for a codebook, from the window's first written frame on. */
  void write(int window, int codebook, long[] drawn) {
    int first = start(window) + firstWritten(window);
    for (int i = 0; i < drawn.length; i++) {
      frames[first + i][codebook] = Math.toIntExact(drawn[i]);
    }
  }

  /** The codes without history and padding: (8, frames). */
  int[][] result() {
    int[][] codes = new int[CODEBOOKS][count];
    for (int f = 0; f < count; f++) {
      for (int c = 0; c < CODEBOOKS; c++) {
        codes[c][f] = frames[history + f][c];
      }
    }
    return codes;
  }
}
