package org.barkdjl.decode;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.barkdjl.decode.SlotCallTranslator.SlotCall;
import org.barkdjl.torch.Method;
import org.barkdjl.torch.TorchModel;

/**
 * The caches of all rows in one tensor, a slot a row, as slots.py takes them. The tensor is there
 * while there is a row, and grows with their number: to twice the size, but not beyond the rows
 * that are expected.
 */
final class SlotCaches implements Caches {
  private final TorchModel<?, ?> model;
  private final Predictor<SlotCall, NDArray> calls;
  private final Predictor<Chunk, long[][]> generate;
  private final List<Slot> slots = new ArrayList<>(); // null where a slot is free
  private NDArray array; // null while all are
  private int expected = 1;

  /**
   * @param head index of the first logit whose weights are kept
   */
  SlotCaches(TorchModel<?, ?> model, int head) {
    this.model = model;
    this.calls = model.method(new SlotCallTranslator());
    this.generate = model.method(new SlotGenerateTranslator(head));
  }

  @Override
  public void expect(int rows) {
    expected = rows;
  }

  @Override
  public KeyValueCache prefill(Prompt prompt) {
    if (!slots.contains(null)) {
      grow(Math.max(slots.size() + 1, Math.min(2 * slots.size(), expected)));
    }
    int free = slots.indexOf(null);
    run(
        "prefill_slot",
        call ->
            call.with(call.manager().create(prompt.withoutLast()))
                .withFlag(prompt.merged())
                .with(array)
                .withIntegers(free));
    Slot slot = new Slot();
    slots.set(free, slot);
    return slot;
  }

  @Override
  public long[][] generate(List<Chunk.Row> rows) {
    bringForward(rows);
    List<Chunk.Row> inOrder = new ArrayList<>(Collections.nCopies(rows.size(), null));
    rows.forEach(row -> inOrder.set(slotOf(row), row));
    long[][] drawn = model.run(generate, new Chunk(inOrder, false));
    return rows.stream().map(row -> drawn[slotOf(row)]).toArray(long[][]::new);
  }

  @Override
  public void close() {
    calls.close();
    generate.close();
    free();
  }

  /** Brings the rows into the first slots. */
  private void bringForward(List<Chunk.Row> rows) {
    List<KeyValueCache> called = rows.stream().map(Chunk.Row::cache).toList();
    int other = 0;
    for (Chunk.Row row : rows) {
      int slot = slotOf(row);
      if (slot >= rows.size()) {
        while (slots.get(other) != null && called.contains(slots.get(other))) {
          other++;
        }
        int to = other;
        run("swap_slots", call -> call.with(array).withIntegers(slot, to));
        Collections.swap(slots, slot, to);
      }
    }
  }

  private int slotOf(Chunk.Row row) {
    return slots.indexOf(row.cache());
  }

  private void grow(int size) {
    NDArray larger =
        array == null
            ? call("new_slots", call -> call.withIntegers(size))
            : call("grow_slots", call -> call.with(array).withIntegers(size));
    free();
    array = larger;
    slots.addAll(Collections.nCopies(size - slots.size(), null));
  }

  private void free() {
    if (array != null) {
      array.close();
      array = null;
    }
  }

  /** Calls a method for its effect alone. */
  private void run(String method, UnaryOperator<Method> arguments) {
    call(method, arguments).close();
  }

  private NDArray call(String method, UnaryOperator<Method> arguments) {
    return model.run(calls, new SlotCall(method, arguments));
  }

  private final class Slot implements KeyValueCache {
    @Override
    public NDArray array() {
      return array;
    }

    @Override
    public void close() {
      slots.replaceAll(slot -> slot == this ? null : slot);
      if (slots.stream().allMatch(Objects::isNull)) {
        slots.clear();
        free();
      }
    }
  }
}
