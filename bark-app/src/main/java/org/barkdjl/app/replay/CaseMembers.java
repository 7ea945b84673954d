package org.barkdjl.app.replay;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.barkdjl.error.InputException;
import org.barkdjl.npy.NpyArray;

/**
 * The arrays of a recorded case, each asked for in the shape it must have; an InputException names
 * the file and the member otherwise.
 *
 * @param file names the source in messages
 * @param arrays by name
 */
record CaseMembers(Path file, Map<String, NpyArray> arrays) {
  boolean hasAny(Set<String> names) {
    return !Collections.disjoint(names, arrays.keySet());
  }

  byte[] bytes(String name) {
    return convert(name, array(name, 1), NpyArray::toBytes);
  }

  /** (n) */
  int[] row(String name) {
    return convert(name, array(name, 1), NpyArray::toInts);
  }

  /** (count, n) */
  int[][] rows(String name, int count) {
    NpyArray array = array(name, 2);
    if (array.shape()[0] != count) {
      throw wrong(name, "has " + array.shape()[0] + " rows, where " + count + " are needed");
    }
    int length = array.shape()[1];
    int[] flat = convert(name, array, NpyArray::toInts);
    int[][] rows = new int[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = Arrays.copyOfRange(flat, row * length, (row + 1) * length);
    }
    return rows;
  }

  /** (n) */
  float[] audio(String name) {
    return convert(name, array(name, 1), NpyArray::toFloats);
  }

  /** (n), each in [0, 1) */
  double[] uniforms(String name) {
    double[] numbers = convert(name, array(name, 1), NpyArray::toDoubles);
    for (double number : numbers) {
      if (!(number >= 0 && number < 1)) {
        throw wrong(name, "holds " + number + "; uniform numbers are from 0 to below 1");
      }
    }
    return numbers;
  }

  private NpyArray array(String name, int dimensions) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new InputException(
          file + ": there is no member " + name + "; it is not a whole recorded case.");
    }
    if (array.shape().length != dimensions) {
      throw wrong(
          name, "has " + array.shape().length + " dimensions, where " + dimensions + " are needed");
    }
    return array;
  }

  private <T> T convert(String name, NpyArray array, Function<NpyArray, T> conversion) {
    try {
      return conversion.apply(array);
    } catch (InputException e) {
      throw new InputException(file + ", member " + name + ": " + e.getMessage() + ".", e);
    }
  }

  private InputException wrong(String name, String what) {
    return new InputException(file + ", member " + name + ": " + what + ".");
  }
}
