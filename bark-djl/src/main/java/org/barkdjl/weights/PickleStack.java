package org.barkdjl.weights;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.barkdjl.error.ModelException;

/** The stack of a {@link Pickle}, with its marks. Nothing is popped from below the last mark. */
final class PickleStack {
  private final ArrayList<Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();

  void push(Object value) {
    values.add(value);
  }

  Object pop() {
    requireValue();
    return values.remove(values.size() - 1);
  }

  Object peek() {
    requireValue();
    return values.get(values.size() - 1);
  }

  void mark() {
    marks.push(values.size());
  }

  /** Removes the last mark and what lies above it, the lowest first; the caller's to keep. */
  List<Object> popToMark() {
    Integer mark = marks.poll();
    if (mark == null) {
      throw new ModelException("its data.pkl is malformed: a mark is missing on the stack");
    }
    List<Object> above = values.subList(mark, values.size());
    ArrayList<Object> popped = new ArrayList<>(above);
    above.clear();
    return popped;
  }

  /** Removes the uppermost values, the lowest of them first. */
  List<Object> pop(int count) {
    ArrayList<Object> popped = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      popped.add(0, pop());
    }
    return popped;
  }

  private void requireValue() {
    if (values.size() <= (marks.isEmpty() ? 0 : marks.peek())) {
      throw new ModelException("its data.pkl is malformed: a value is missing on the stack");
    }
  }
}
