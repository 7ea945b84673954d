package org.barkdjl.decode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Decodes several sequences together: the weights, which decoding reads from memory for each token,
 * are then read once for all. Each keeps its own random numbers, sampling, past and end; one that
 * is through makes room for one that waits.
 */
public final class Decoder {
  private final CausalModel model;
  private final Collection<? extends Sequence> sequences;
  private final Deque<Sequence> waiting;
  private final List<Row> rows = new ArrayList<>();
  private final StepListener listener;

  private Decoder(
      CausalModel model, Collection<? extends Sequence> sequences, StepListener listener) {
    this.model = model;
    this.sequences = sequences;
    this.waiting = new ArrayDeque<>(sequences);
    this.listener = listener;
  }

  /**
   * Brings all sequences to their ends.
   *
   * @param width how many are decoded together at most
   * @param listener told of the tokens of all sequences, between chunks
   */
  public static void run(
      CausalModel model,
      int width,
      Collection<? extends Sequence> sequences,
      StepListener listener) {
    new Decoder(model, sequences, listener).run(width);
  }

  private void run(int width) {
    try {
      fill(width);
      while (!rows.isEmpty()) {
        draw();
        listener.advanced(
            sequences.stream().mapToInt(Sequence::done).sum(),
            sequences.stream().mapToInt(Sequence::expected).sum());
        leave();
        fill(width);
      }
    } finally {
      rows.forEach(Row::close);
    }
  }

  private void fill(int width) {
    while (rows.size() < width && !waiting.isEmpty()) {
      Sequence sequence = waiting.remove();
      if (sequence.room() > 0) {
        rows.add(new Row(sequence));
      }
    }
  }

  private void leave() {
    for (Iterator<Row> i = rows.iterator(); i.hasNext(); ) {
      Row row = i.next();
      if (row.sequence.room() == 0) {
        i.remove();
        row.close();
      }
    }
  }

  private void draw() {
    int count = model.chunk();
    for (Row row : rows) {
      row.read();
      count = Math.min(count, row.sequence.room());
    }
    int[][] drawn =
        model.draw(
            rows.stream().map(row -> row.decoding).toList(),
            rows.stream().map(row -> row.sequence.drawing()).toList(),
            count);
    for (int i = 0; i < drawn.length; i++) {
      rows.get(i).sequence.add(drawn[i]);
    }
  }

  /** A sequence that is being decoded. */
  private final class Row {
    private final Sequence sequence;
    private DecoderRow decoding;

    Row(Sequence sequence) {
      this.sequence = sequence;
    }

    /** Reads a prompt where there is one. */
    void read() {
      sequence
          .prompt()
          .ifPresent(
              prompt -> {
                close();
                decoding = new DecoderRow(model, prompt);
              });
    }

    void close() {
      if (decoding != null) {
        decoding.close();
        decoding = null;
      }
    }
  }
}
