package org.barkdjl.app.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HashIndexTest {
  @Test
  void everyEntryIsFoundWhenItHasGrown() {
    HashIndex index = new HashIndex();
    assertTrue(index.isEmpty());
    for (int i = 0; i < 100_000; i++) {
      assertEquals(OptionalLong.empty(), index.put("id" + i, i));
    }
    for (int i = 0; i < 100_000; i++) {
      assertEquals(OptionalLong.of(i), index.get("id" + i));
    }
    assertEquals(OptionalLong.empty(), index.get("other"));
    assertEquals(OptionalLong.of(5), index.put("id5", 0));
    assertEquals(OptionalLong.of(0), index.get("id5"));
  }
}
