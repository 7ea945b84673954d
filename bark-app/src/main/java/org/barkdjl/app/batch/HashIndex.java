package org.barkdjl.app.batch;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.barkdjl.io.TextHash;

/**
 * Finds a number by a text, at some 30 bytes an entry: it keeps 64 bits of the text's hash. That
 * two of a million texts share them has a chance of one in 10^7.
 */
final class HashIndex {
  private static final long ABSENT = -1;

  private long[] keys = new long[1024];
  private long[] values = filled(1024);
  private int size;

  /**
   * Keeps a number, in the place of an older one for the same text.
   *
   * @param value 0 or more
   * @return the older one
   */
  OptionalLong put(String text, long value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    return put(hash(text), value);
  }

  OptionalLong get(String text) {
    return optional(values[slot(hash(text))]);
  }

  boolean isEmpty() {
    return size == 0;
  }

  private OptionalLong put(long key, long value) {
    int slot = slot(key);
    long old = values[slot];
    if (old == ABSENT) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
    return optional(old);
  }

  /** Where the key is, or would go: the hash itself is the first guess, then the next free one. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = filled(keys.length);
    size = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldValues[slot] != ABSENT) {
        put(oldKeys[slot], oldValues[slot]);
      }
    }
  }

  private static long[] filled(int length) {
    long[] values = new long[length];
    Arrays.fill(values, ABSENT);
    return values;
  }

  private static long hash(String text) {
    return TextHash.first64(List.of(text));
  }

  private static OptionalLong optional(long value) {
    return value == ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
