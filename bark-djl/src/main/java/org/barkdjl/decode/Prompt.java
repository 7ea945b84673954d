package org.barkdjl.decode;

import java.util.Arrays;

/**
 * What a causal stage goes on from.
 *
 * @param ids token ids; the last one is fed when the first new token is drawn
 * @param merged whether all but the last are two halves whose embeddings are summed in pairs (the
 *     semantic stage's text and history)
 */
public record Prompt(long[] ids, boolean merged) {
  /** Positions that the ids before the last take. */
  int positions() {
    return merged ? (ids.length - 1) / 2 : ids.length - 1;
  }

  long last() {
    return ids[ids.length - 1];
  }

  long[] withoutLast() {
    return Arrays.copyOf(ids, ids.length - 1);
  }
}
