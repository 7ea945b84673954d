package org.barkdjl.weights;

import static org.barkdjl.weights.PickleOp.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.error.ModelException;

/**
 * The machine that a pickle programs, protocols 2 to 5, building plain Java values: Long, Double,
 * Boolean, String, null, {@link PickleBytes}, {@link ArrayList}, unmodifiable lists for tuples,
 * {@link LinkedHashMap}, and whatever the {@link PickleSemantics} stand in. Work and memory are
 * bounded by the pickle's length and by a number of operations; values may refer to each other in
 * cycles, so whoever walks over them must bound that.
 *
 * <p>Source: CPython, {@code Lib/pickle.py} and {@code pickletools.py}.
 */
final class Pickle {
  /** A tensor takes some 25; this is the machine's bound on memory, about 60 bytes each. */
  private static final int MAX_OPERATIONS = 2_000_000;

  private final PickleInput in;
  private final PickleSemantics semantics;
  private final PickleStack stack = new PickleStack();
  private final Map<Long, Object> memo = new HashMap<>();

  private Pickle(byte[] pickle, PickleSemantics semantics) {
    this.in = new PickleInput(pickle);
    this.semantics = semantics;
  }

  /**
   * Runs a pickle and returns the value it leaves.
   *
   * @throws ModelException if it is malformed, too long, or does what the semantics refuse
   */
  static Object load(byte[] pickle, PickleSemantics semantics) {
    return new Pickle(pickle, semantics).run();
  }

  private Object run() {
    for (int i = 0; i < MAX_OPERATIONS; i++) {
      int op = in.unsignedByte();
      if (op == STOP) {
        return stack.pop();
      }
      execute(op);
    }
    throw new ModelException(
        "its data.pkl has more than %d operations, too many for a checkpoint"
            .formatted(MAX_OPERATIONS));
  }

  private void execute(int op) {
    switch (op) {
      case PROTO -> protocol(in.unsignedByte());
      case FRAME -> in.require(in.signedLong());
      case MARK -> stack.mark();
      case POP -> stack.pop();
      case POP_MARK -> stack.popToMark();
      case DUP -> stack.push(stack.peek());
      case NONE -> stack.push(null);
      case NEWTRUE -> stack.push(true);
      case NEWFALSE -> stack.push(false);
      case BININT -> stack.push(in.signedInt());
      case BININT1 -> stack.push((long) in.unsignedByte());
      case BININT2 -> stack.push(in.unsignedShort());
      case LONG1 -> stack.push(in.integer(in.unsignedByte()));
      case BINFLOAT -> stack.push(in.bigEndianDouble());
      case SHORT_BINUNICODE -> unicode(in.unsignedByte());
      case BINUNICODE -> unicode(in.unsignedInt());
      case BINUNICODE8 -> unicode(in.signedLong());
      case SHORT_BINBYTES -> bytes(in.unsignedByte());
      case BINBYTES -> bytes(in.unsignedInt());
      case BINBYTES8 -> bytes(in.signedLong());
      case EMPTY_TUPLE -> tuple(List.of());
      case TUPLE1 -> tuple(stack.pop(1));
      case TUPLE2 -> tuple(stack.pop(2));
      case TUPLE3 -> tuple(stack.pop(3));
      case TUPLE -> tuple(stack.popToMark());
      case EMPTY_LIST -> stack.push(new ArrayList<>(0));
      case LIST -> stack.push(stack.popToMark());
      case APPEND -> append(stack.pop(1));
      case APPENDS -> append(stack.popToMark());
      case EMPTY_DICT -> stack.push(new LinkedHashMap<>());
      case DICT -> dict(stack.popToMark());
      case SETITEM -> setItems(stack.pop(2));
      case SETITEMS -> setItems(stack.popToMark());
      case BINPUT -> memo.put((long) in.unsignedByte(), stack.peek());
      case LONG_BINPUT -> memo.put(in.unsignedInt(), stack.peek());
      case MEMOIZE -> memo.put((long) memo.size(), stack.peek());
      case BINGET -> get(in.unsignedByte());
      case LONG_BINGET -> get(in.unsignedInt());
      case GLOBAL -> global(in.line(), in.line());
      case STACK_GLOBAL -> stackGlobal(stack.pop(), stack.pop());
      case REDUCE -> reduce(stack.pop(), stack.pop());
      case BUILD -> build(stack.pop(), stack.pop());
      case BINPERSID -> stack.push(semantics.load(stack.pop()));
      default -> throw malformed("has opcode 0x%02x, which no checkpoint needs".formatted(op));
    }
  }

  private void protocol(int version) {
    if (version < 2 || version > 5) {
      throw malformed("has protocol %d, not 2 to 5".formatted(version));
    }
  }

  private void unicode(long length) {
    stack.push(in.text(length, StandardCharsets.UTF_8));
  }

  private void bytes(long length) {
    stack.push(new PickleBytes(in.text(length, StandardCharsets.ISO_8859_1)));
  }

  private void tuple(List<Object> values) {
    stack.push(Collections.unmodifiableList(values));
  }

  private void append(List<Object> values) {
    if (!(stack.peek() instanceof ArrayList<?> list)) {
      throw malformed("appends to what is no list");
    }
    @SuppressWarnings("unchecked") // Every ArrayList here was made by this class.
    ArrayList<Object> target = (ArrayList<Object>) list;
    target.addAll(values);
  }

  private void dict(List<Object> keysAndValues) {
    stack.push(new LinkedHashMap<>());
    setItems(keysAndValues);
  }

  private void setItems(List<Object> keysAndValues) {
    if (!(stack.peek() instanceof LinkedHashMap<?, ?> map) || keysAndValues.size() % 2 != 0) {
      throw malformed("sets items wrongly");
    }
    @SuppressWarnings("unchecked") // Every LinkedHashMap here was made for a pickle's dict.
    Map<Object, Object> target = (Map<Object, Object>) map;
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      // Other keys could be deep or cyclic, and hashing them endless.
      if (key == null || !InertValue.isScalar(key)) {
        throw malformed("has a dict key that is no string, number or bool");
      }
      target.put(key, keysAndValues.get(i + 1));
    }
  }

  private void get(long index) {
    if (!memo.containsKey(index)) {
      throw malformed("refers to %d in its memo, which is not there".formatted(index));
    }
    stack.push(memo.get(index));
  }

  private void stackGlobal(Object name, Object module) {
    if (!(name instanceof String nameText && module instanceof String moduleText)) {
      throw malformed("names a global by what is no string");
    }
    global(moduleText, nameText);
  }

  private void global(String module, String name) {
    stack.push(semantics.global(module, name));
  }

  private void reduce(Object arguments, Object callable) {
    if (!(arguments instanceof List<?> list)) {
      throw malformed("calls without a tuple of arguments");
    }
    stack.push(semantics.call(callable, list));
  }

  private void build(Object state, Object target) {
    stack.push(semantics.build(target, state));
  }

  private ModelException malformed(String problem) {
    return new ModelException("its data.pkl %s (at byte %d)".formatted(problem, in.position()));
  }
}
