package org.barkdjl.app.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.NpyType;
import org.barkdjl.npy.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFileTest {
  @Test
  void membersHaveTheRecordingsNamesAndTypes(@TempDir Path folder) throws IOException {
    int[][] coarse = {{1, 2}, {3, 1023}};
    BarkTokens tokens =
        new BarkTokens(
            new int[] {119_000}, new int[] {9999}, coarse, new int[8][2], Optional.empty());
    BarkResult result =
        new BarkResult(
            new float[] {0.5f}, 24_000, OptionalLong.empty(), tokens, Map.of(), false, List.of());
    Path file = folder.resolve("out.npz");

    ReplayFile.write(result, file);

    Map<String, NpyArray> read = Npz.read(file);
    assertEquals(Set.of("text_ids", "semantic", "coarse", "fine", "audio"), read.keySet());
    assertEquals(NpyType.INT32, read.get("text_ids").type());
    assertEquals(NpyType.INT16, read.get("semantic").type());
    assertEquals(NpyType.INT16, read.get("coarse").type());
    assertEquals(NpyType.INT16, read.get("fine").type());
    assertEquals(NpyType.FLOAT32, read.get("audio").type());
    assertArrayEquals(new int[] {2, 2}, read.get("coarse").shape());
    assertArrayEquals(new int[] {1, 2, 3, 1023}, read.get("coarse").toInts());
    assertArrayEquals(new int[] {8, 2}, read.get("fine").shape());
  }
}
