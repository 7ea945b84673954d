package org.barkdjl.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.error.InputException;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.NpyType;
import org.barkdjl.npy.Npz;

/** The {@code .npz} layout of a voice, as Suno publishes them. */
final class VoiceFile {
  static final String SEMANTIC = "semantic_prompt";
  static final String COARSE = "coarse_prompt";
  static final String FINE = "fine_prompt";

  /** Ours: which codec the codes are of, as ASCII bytes. Python's Bark passes over it. */
  static final String CODEC = "codec_sha256";

  /** Ours, too: what made the voice, as UTF-8. */
  static final String ORIGIN = "made_by";

  /** Far above the longest speech that makes sense as a prompt: 5 minutes of int64 take 1.8 MB. */
  private static final long LIMIT_BYTES = 16 << 20;

  private VoiceFile() {}

  static Voice read(String name, Path file) throws IOException {
    Map<String, NpyArray> members;
    try {
      members =
          Npz.read(file, Set.of(SEMANTIC, COARSE, FINE, CODEC, ORIGIN)::contains, LIMIT_BYTES);
    } catch (IOException e) {
      throw InputException.unreadable("the voice " + file, e);
    }
    return new Voice(
        name,
        values(member(members, SEMANTIC, 1, file), SEMANTIC, file),
        rows(member(members, COARSE, 2, file), COARSE, file),
        rows(member(members, FINE, 2, file), FINE, file),
        Optional.ofNullable(members.get(CODEC)).map(array -> text(array, CODEC, file)),
        Optional.ofNullable(members.get(ORIGIN)).map(array -> text(array, ORIGIN, file)));
  }

  /** The file's name without folder and {@code .npz}. */
  static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return Voice.isFileName(name) ? name.substring(0, name.length() - Voice.SUFFIX.length()) : name;
  }

  /** int16 holds every token, and is what NumPy and torch both convert from. */
  static NpyArray toArray(int[] tokens) {
    return NpyArray.ofIntegers(NpyType.INT16, tokens, tokens.length);
  }

  static NpyArray toArray(int[][] rows) {
    int[] all = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    return NpyArray.ofIntegers(NpyType.INT16, all, rows.length, rows[0].length);
  }

  static NpyArray toArray(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return NpyArray.of(bytes, bytes.length);
  }

  private static String text(NpyArray array, String member, Path file) {
    try {
      return new String(array.toBytes(), UTF_8);
    } catch (InputException e) {
      throw new InputException(file + ", member " + member + ": " + e.getMessage() + ".", e);
    }
  }

  private static NpyArray member(
      Map<String, NpyArray> members, String name, int dimensions, Path file) {
    NpyArray array = members.get(name);
    if (array == null) {
      throw new InputException(
          file
              + " is no voice: it lacks "
              + name
              + "; a voice has "
              + String.join(", ", SEMANTIC, COARSE, FINE)
              + ".");
    }
    if (array.shape().length != dimensions) {
      throw new InputException(
          file
              + ", member "
              + name
              + ": its shape is "
              + Arrays.toString(array.shape())
              + ", where "
              + dimensions
              + (dimensions == 1 ? " dimension is" : " dimensions are")
              + " needed.");
    }
    return array;
  }

  private static int[] values(NpyArray array, String name, Path file) {
    if (array.type() == NpyType.BOOL) {
      throw new InputException(
          file + ", member " + name + ": it holds BOOL, where whole numbers are needed.");
    }
    try {
      return array.toInts();
    } catch (InputException e) {
      throw new InputException(file + ", member " + name + ": " + e.getMessage() + ".", e);
    }
  }

  private static int[][] rows(NpyArray array, String name, Path file) {
    int[] all = values(array, name, file);
    int rows = array.shape()[0];
    int columns = array.shape()[1];
    if (all.length == 0) {
      throw new InputException(file + ", member " + name + ": it is empty.");
    }
    int[][] result = new int[rows][];
    for (int r = 0; r < rows; r++) {
      result[r] = Arrays.copyOfRange(all, r * columns, (r + 1) * columns);
    }
    return result;
  }
}
