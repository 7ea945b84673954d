package org.barkdjl.app.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.NpyType;
import org.barkdjl.npy.Npz;

/** Keeps what a replay computed, with the names and types of a recorded case. */
final class ReplayFile {
  private ReplayFile() {}

  static void write(BarkResult result, Path file) throws IOException {
    BarkTokens tokens = result.tokens();
    Npz.write(
        file,
        Map.of(
            "text_ids", NpyArray.of(tokens.text(), tokens.text().length),
            "semantic", int16(tokens.semantic(), tokens.semantic().length),
            "coarse", int16(tokens.coarse()),
            "fine", int16(tokens.fine()),
            "audio", NpyArray.of(result.samples(), result.samples().length)));
  }

  private static NpyArray int16(int[][] rows) {
    int[] flat = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    return int16(flat, rows.length, rows[0].length);
  }

  private static NpyArray int16(int[] values, int... shape) {
    return NpyArray.ofIntegers(NpyType.INT16, values, shape);
  }
}
