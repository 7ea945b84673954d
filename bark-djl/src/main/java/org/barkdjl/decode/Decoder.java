package org.barkdjl.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.Problem;

/**
 * Decodes several sequences together: the weights, which decoding reads from memory for each token,
 * are then read once for all. Each keeps its own random numbers, sampling, past, end and failure.
 * Between chunks sequences come and go as they please; what one draws does not depend on the
 * others. Not for several threads.
 */
public final class Decoder implements AutoCloseable {
  private final DecoderModel model;
  private final int width;
  private final List<Running> rows = new ArrayList<>();

  /** How many fit into the device's memory, as far as it is known. */
  private int together;

  /**
   * A sequence that is through.
   *
   * @param sequence holds its tokens
   * @param failure why it could not be brought to its end
   */
  public record Ended(Sequence sequence, Optional<RuntimeException> failure) {}

  /**
   * A decoder without sequences.
   *
   * @param width how many are decoded together at most
   */
  public Decoder(DecoderModel model, int width) {
    this.model = model;
    this.width = width;
    this.together = width;
  }

  /** How many sequences can join now. */
  public int room() {
    return isAtOddStep() ? 0 : width - rows.size();
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Whether it decodes as many as it can. */
  public boolean isFull() {
    return rows.size() >= width;
  }

  /** A sequence joins; {@link #room} tells whether it can. */
  public void add(Sequence sequence) {
    if (room() == 0) {
      throw new IllegalStateException("no row is free");
    }
    rows.add(new Running(sequence));
  }

  /** A sequence leaves before its end; its row is free at once. */
  public void remove(Sequence sequence) {
    rows.stream()
        .filter(row -> row.sequence == sequence)
        .findFirst()
        .ifPresent(
            row -> {
              row.close();
              rows.remove(row);
            });
  }

  /**
   * Draws the tokens of one chunk.
   *
   * @return the sequences that came to their ends, or failed
   */
  public List<Ended> step() {
    List<Ended> ended = new ArrayList<>();
    for (Running row : List.copyOf(rows)) {
      if (row.sequence.room() == 0) {
        leave(row, Optional.empty(), ended);
      } else {
        alone(row, row::readPrompt, ended);
      }
    }
    draw(ended);
    for (Running row : List.copyOf(rows)) {
      if (row.sequence.room() == 0) {
        leave(row, Optional.empty(), ended);
      }
    }
    return ended;
  }

  /** All leave. */
  @Override
  public void close() {
    rows.forEach(Running::close);
    rows.clear();
  }

  private void draw(List<Ended> ended) {
    if (rows.isEmpty()) {
      return;
    }
    int count = count();
    List<Running> all = List.copyOf(rows);
    int group = together; // which may shrink meanwhile
    for (int from = 0; from < all.size(); from += group) {
      draw(all.subList(from, Math.min(all.size(), from + group)), count, ended);
    }
    for (Running row : List.copyOf(rows)) {
      row.failure().ifPresent(e -> leave(row, Optional.of(e), ended));
    }
  }

  /** Where it fails with several rows, each half gets a try: one may ask too much, or all may. */
  private void draw(List<Running> some, int count, List<Ended> ended) {
    if (some.size() == 1) {
      alone(some.get(0), () -> draw(some, count), ended);
      return;
    }
    try {
      draw(some, count);
    } catch (RuntimeException e) {
      int half = (some.size() + 1) / 2;
      if (e instanceof BarkException bark
          && bark.problem().filter(Problem.OUT_OF_MEMORY::equals).isPresent()) {
        together = Math.min(together, half);
      }
      draw(some.subList(0, half), count, ended);
      draw(some.subList(half, some.size()), count, ended);
    }
  }

  private void draw(List<Running> some, int count) {
    List<StepParameters> parameters = some.stream().map(row -> row.parameters(count)).toList();
    int[][] drawn = model.draw(some.stream().map(row -> row.row).toList(), parameters, count);
    for (int i = 0; i < drawn.length; i++) {
      some.get(i).add(drawn[i]);
    }
  }

  /**
   * Tokens that all rows have room for. Where even and odd steps differ, the chunk ends at an even
   * step if it can, so that others may join.
   */
  private int count() {
    int count = model.chunk();
    for (Running row : rows) {
      count = Math.min(count, row.sequence.room());
    }
    StepParameters first = rows.get(0).sequence.parameters();
    boolean endsOdd = first.range().stride() > 0 && (first.phase() + count) % 2 == 1;
    return endsOdd && count > 1 ? count - 1 : count;
  }

  private boolean isAtOddStep() {
    return rows.stream()
        .map(row -> row.sequence.parameters())
        .anyMatch(step -> step.range().stride() > 0 && step.phase() % 2 == 1);
  }

  private void alone(Running row, Runnable work, List<Ended> ended) {
    try {
      work.run();
    } catch (RuntimeException e) {
      leave(row, Optional.of(e), ended);
    }
  }

  private void leave(Running row, Optional<RuntimeException> failure, List<Ended> ended) {
    row.close();
    rows.remove(row);
    ended.add(new Ended(row.sequence, failure));
  }

  /** A sequence that is being decoded. */
  private final class Running {
    private final Sequence sequence;
    private DecoderModel.Row row;
    private double[] numbers = {};
    private boolean isShort;
    private boolean isFinite = true;

    Running(Sequence sequence) {
      this.sequence = sequence;
    }

    /** Reads a prompt where there is one. */
    void readPrompt() {
      sequence
          .prompt()
          .ifPresent(
              prompt -> {
                close();
                row = model.read(prompt);
              });
    }

    StepParameters parameters(int count) {
      StepParameters parameters = sequence.parameters();
      numbers =
          parameters.sampling().isGreedy() ? new double[count] : parameters.numbers().peek(count);
      return parameters;
    }

    void add(int[] drawn) {
      int end = sequence.parameters().ending().token();
      for (int i = 0; i < drawn.length && drawn[i] != end; i++) {
        isShort |= Double.isNaN(numbers[i]);
      }
      isFinite = sequence.parameters().allows(drawn);
      if (isFinite) {
        sequence.add(drawn);
      }
    }

    /** Why what was drawn last is of no use: numbers or logits were no numbers. */
    Optional<BarkException> failure() {
      if (isShort) {
        return Optional.of(
            new InputException(
                "The recorded random numbers ended: the generation has left the recorded path."));
      }
      return isFinite ? Optional.empty() : Optional.of(model.notFinite());
    }

    void close() {
      if (row != null) {
        row.close();
        row = null;
      }
    }
  }
}
