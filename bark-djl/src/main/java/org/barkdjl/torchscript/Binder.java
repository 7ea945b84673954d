package org.barkdjl.torchscript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorData;
import org.barkdjl.checkpoint.TensorNames;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.ElementType;

/**
 * Takes a stage's tensors by name and shape, and remembers what was missing, misshapen or left
 * over, so that {@link #finish} reports everything at once. Until then a tensor that cannot be
 * taken is given as empty data.
 */
final class Binder {
  private static final TensorData ABSENT = new TensorData(ElementType.F32, List.of(0L), out -> {});

  private final StageTensors tensors;
  private final Set<String> taken = new HashSet<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> misshapen = new ArrayList<>();

  Binder(StageTensors tensors) {
    this.tensors = tensors;
  }

  /** A tensor that must be there with this shape, converted to the type as it is written. */
  TensorData take(String name, ElementType type, long... shape) {
    return check(name, shape) ? tensors.as(name, type) : ABSENT;
  }

  /** As {@link #take}, if there is such a tensor; else null. */
  TensorData takeIfPresent(String name, ElementType type, long... shape) {
    return tensors.has(name) ? take(name, type, shape) : null;
  }

  /** Whether the tensor is there with this shape; takes it, and notes what is wrong. */
  boolean check(String name, long... shape) {
    taken.add(name);
    if (!tensors.has(name)) {
      missing.add(name);
      return false;
    }
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    List<Long> actual = tensors.info(name).shape();
    if (!actual.equals(expected)) {
      misshapen.add("%s is %s instead of %s".formatted(name, actual, expected));
      return false;
    }
    return true;
  }

  /** Marks a tensor as known though it is not used. */
  void ignore(String name) {
    taken.add(name);
  }

  /** Throws a ModelException that names every missing, extra and misshapen tensor. */
  void finish() {
    List<String> extra = tensors.names().stream().filter(name -> !taken.contains(name)).toList();
    List<String> parts = new ArrayList<>();
    list(parts, "missing", missing);
    list(parts, "unexpected", extra);
    list(parts, "of another shape", misshapen);
    if (!parts.isEmpty()) {
      throw new ModelException(
          "%s does not hold the tensors of its configuration: %s."
              .formatted(tensors.where(), String.join("; ", parts)));
    }
  }

  private static void list(List<String> parts, String title, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    parts.add("%d %s (%s)".formatted(names.size(), title, TensorNames.listed(names)));
  }
}
