package org.barkdjl.coarse;

import static org.barkdjl.token.TokenSpace.COARSE_CODEBOOKS;
import static org.barkdjl.token.TokenSpace.ENTRIES;
import static org.barkdjl.token.TokenSpace.FRAME_HZ;
import static org.barkdjl.token.TokenSpace.SEMANTIC;
import static org.barkdjl.token.TokenSpace.SEMANTIC_HZ;

import java.util.Arrays;
import org.barkdjl.voice.Voice;

/**
 * The arithmetic of the coarse stage: how many tokens to make, and what each window sees
 * (generate_coarse in bark/generation.py).
 */
final class CoarseWindows {
  /** Coarse tokens a semantic token: 3.006. */
  private static final double RATIO = FRAME_HZ / SEMANTIC_HZ * COARSE_CODEBOOKS;

  private static final int SEMANTIC_SLOTS = 256;
  private static final int SEMANTIC_PAD = 12_048;
  private static final int INFER = 12_050;

  private final CoarseOptions options;
  private final int maxSemanticHistory;
  private final int semanticHistoryLength;
  private final int[] semantic; // history, then the text's
  private final int[] coarse; // history, then what is generated, as the model's ids
  private final int historyLength;
  private final int steps;
  private int done;

  /**
   * @param semanticTokens what the semantic stage made
   * @param voice the voice, or null
   */
  CoarseWindows(int[] semanticTokens, Voice voice, CoarseOptions options) {
    this.options = options;
    this.maxSemanticHistory = (int) Math.floor(options.maxHistory() / RATIO);
    this.steps = steps(semanticTokens.length);
    int[] semanticHistory = new int[0];
    int[] coarseHistory = new int[0];
    if (voice != null) {
      int[] interleaved = interleave(voice.coarse());
      int n = historyTokens(voice.semantic().length, interleaved.length);
      semanticHistory = last(voice.semantic(), n);
      // "a bit of a hack for time alignment (sounds better)", says the original
      int[] kept = last(interleaved, (int) Math.rint(n * RATIO));
      coarseHistory = Arrays.copyOf(kept, Math.max(0, kept.length - 2));
    }
    this.semanticHistoryLength = semanticHistory.length;
    this.semantic = concat(semanticHistory, semanticTokens);
    this.historyLength = coarseHistory.length;
    this.coarse = Arrays.copyOf(coarseHistory, historyLength + steps);
  }

  /** Tokens to make of so many semantic tokens. */
  static int steps(int semanticTokens) {
    return (int)
        Math.rint(Math.floor(semanticTokens * RATIO / COARSE_CODEBOOKS) * COARSE_CODEBOOKS);
  }

  /** Tokens to make in all. */
  int steps() {
    return steps;
  }

  /** Tokens made. */
  int done() {
    return done;
  }

  /** The window's remaining tokens: windows begin at multiples of the window length. */
  int leftInWindow() {
    int windowEnd = (done / options.windowLength() + 1) * options.windowLength();
    return Math.min(windowEnd, steps) - done;
  }

  /** Adds tokens that were drawn, as the model's ids. */
  void add(int[] tokens) {
    System.arraycopy(tokens, 0, coarse, historyLength + done, tokens.length);
    done += tokens.length;
  }

  /** Whether a window begins here. */
  boolean isAtBeginning() {
    return done % options.windowLength() == 0;
  }

  /**
   * Whether the window that begins here sees just what the last one saw and the tokens since, so
   * that decoding can go on instead of reading the prompt again.
   */
  boolean continuesLastWindow() {
    return done > 0
        && semanticStart(done) == semanticStart(done - options.windowLength())
        && historyLength + done <= options.maxHistory();
  }

  /** What the window that begins here sees. */
  long[] prompt() {
    int start = semanticStart(done);
    int slots = Math.min(SEMANTIC_SLOTS, semantic.length - start);
    int seen = Math.min(options.maxHistory(), historyLength + done);
    long[] ids = new long[SEMANTIC_SLOTS + 1 + seen];
    Arrays.fill(ids, SEMANTIC_PAD);
    for (int i = 0; i < slots; i++) {
      ids[i] = semantic[start + i];
    }
    ids[SEMANTIC_SLOTS] = INFER;
    for (int i = 0; i < seen; i++) {
      ids[SEMANTIC_SLOTS + 1 + i] = coarse[historyLength + done - seen + i];
    }
    return ids;
  }

  /** The generated codes: (2, frames). */
  int[][] codes() {
    int[][] codes = new int[COARSE_CODEBOOKS][steps / COARSE_CODEBOOKS];
    for (int i = 0; i < steps; i++) {
      int id = coarse[historyLength + i];
      codes[i % COARSE_CODEBOOKS][i / COARSE_CODEBOOKS] = (id - SEMANTIC) % ENTRIES;
    }
    return codes;
  }

  private int semanticStart(int step) {
    int index = semanticHistoryLength + (int) Math.rint(step / RATIO);
    return Math.max(0, index - maxSemanticHistory);
  }

  private int historyTokens(int semanticLength, int coarseLength) {
    int even = semanticLength - semanticLength % 2;
    return Math.min(Math.min(maxSemanticHistory, even), (int) Math.floor(coarseLength / RATIO));
  }

  /** (2, m) column by column, as the model's ids. */
  private static int[] interleave(int[][] codes) {
    int[] ids = new int[codes[0].length * COARSE_CODEBOOKS];
    for (int i = 0; i < ids.length; i++) {
      int codebook = i % COARSE_CODEBOOKS;
      ids[i] = SEMANTIC + codebook * ENTRIES + codes[codebook][i / COARSE_CODEBOOKS];
    }
    return ids;
  }

  private static int[] last(int[] values, int n) {
    return Arrays.copyOfRange(values, Math.max(0, values.length - n), values.length);
  }

  private static int[] concat(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
