package org.barkdjl.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.error.ModelException;

/**
 * Copies what a pickle built into a tree of Long, Double, Boolean, String, List and Map. A pickle
 * may share values so often that the tree would be endless; depth and size are therefore bounded.
 */
final class InertValue {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 1_000_000;

  private int values;

  private InertValue() {}

  /** Whether a value is a Long, Double, Boolean or String. */
  static boolean isScalar(Object value) {
    return value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean;
  }

  /**
   * The tree of a dict, keys as strings, without values of other kinds.
   *
   * @throws ModelException if it is too deep or too large, as one is that contains itself
   */
  static Map<String, Object> ofMap(Map<?, ?> map) {
    return new InertValue().copyMap(map, 0);
  }

  private Map<String, Object> copyMap(Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          Object inert = copy(value, depth + 1);
          if (inert != null) {
            copy.put(key.toString(), inert);
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  private List<Object> copyList(List<?> list, int depth) {
    List<Object> copy = new ArrayList<>();
    for (Object value : list) {
      Object inert = copy(value, depth + 1);
      if (inert != null) {
        copy.add(inert);
      }
    }
    return Collections.unmodifiableList(copy);
  }

  /** The copy of a value, or null if it has no inert form. */
  private Object copy(Object value, int depth) {
    values++;
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      throw new ModelException(
          "its data.pkl nests values endlessly, or more than %d deep or %d in all"
              .formatted(MAX_DEPTH, MAX_VALUES));
    }
    if (value instanceof Map<?, ?> map) {
      return copyMap(map, depth);
    }
    if (value instanceof List<?> list) {
      return copyList(list, depth);
    }
    return value != null && isScalar(value) ? value : null;
  }
}
