package org.barkdjl.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.junit.jupiter.api.Test;

/** Who is decoded with whom, on a model that counts: it draws how many tokens were drawn before. */
class DecoderTest {
  private static final int END = 9;
  private static final int CHUNK = 4;

  private final Counting model = new Counting();
  private final Decoder decoder = new Decoder(model, 2);

  @Test
  void anEndedOneMakesRoom() {
    Counted first = new Counted(3);
    Counted second = new Counted(6);
    decoder.add(first);
    decoder.add(second);
    assertEquals(0, decoder.room());
    assertThrows(IllegalStateException.class, () -> decoder.add(new Counted(1)));

    assertEquals(List.of(first), sequences(decoder.step()));
    assertEquals(1, decoder.room());
    Counted third = new Counted(3);
    decoder.add(third);
    assertEquals(List.of(second, third), sequences(decoder.step()));

    assertTrue(decoder.isEmpty());
    assertEquals(0, model.open);
    assertEquals(List.of(List.of(3, 3), List.of(3, 3)), model.drawn);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, second.tokens());
  }

  @Test
  void oneThatEndsByItselfLeavesTheOthersAlone() {
    Counted ends = new Counted(20, END, 0);
    Counted goesOn = new Counted(20);
    decoder.add(ends);
    decoder.add(goesOn);
    List<Decoder.Ended> ended = new ArrayList<>();
    while (ended.isEmpty()) {
      ended.addAll(decoder.step());
    }
    assertSame(ends, ended.get(0).sequence());
    assertEquals(END, ends.tokens().length); // the end itself is none
    assertEquals(goesOn.done(), goesOn.tokens()[goesOn.done() - 1] + 1);
    assertEquals(1, model.open);
  }

  @Test
  void oneThatLeavesTakesNobodyAlong() {
    Counted leaves = new Counted(20);
    Counted stays = new Counted(6);
    decoder.add(leaves);
    decoder.add(stays);
    decoder.step();
    decoder.remove(leaves);
    decoder.remove(leaves);

    assertEquals(1, model.open);
    assertEquals(List.of(stays), sequences(decoder.step()));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, stays.tokens());
  }

  @Test
  void whereTheModelFailsWithAllEachIsTriedAlone() {
    Counted good = new Counted(2);
    Counted bad = new Counted(2);
    model.fails = bad;
    decoder.add(good);
    decoder.add(bad);
    List<Decoder.Ended> ended = decoder.step();

    assertEquals(List.of(bad, good), sequences(ended));
    assertTrue(ended.get(0).failure().orElseThrow() instanceof DeviceException);
    assertEquals(Optional.empty(), ended.get(1).failure());
    assertArrayEquals(new int[] {0, 1}, good.tokens());
    assertEquals(0, model.open);
  }

  @Test
  void whereMemoryIsShortFewerAreDrawnTogether() {
    Decoder four = new Decoder(model, 4);
    List<Counted> all = Stream.generate(() -> new Counted(2 * CHUNK)).limit(4).toList();
    all.forEach(four::add);
    model.fit = 2;
    four.step();

    assertEquals(List.of(2, 2), model.drawn.stream().map(List::size).toList());
    assertEquals(1, model.refused);
    assertEquals(4, four.step().size());
    assertEquals(List.of(2, 2, 2, 2), model.drawn.stream().map(List::size).toList());
    assertEquals(1, model.refused, "what did not fit is not tried again");
    all.forEach(each -> assertEquals(2 * CHUNK, each.done()));
  }

  @Test
  void aPromptThatCannotBeReadIsItsOwnFailure() {
    Counted good = new Counted(2);
    Counted bad = new Counted(2);
    model.cannotRead = bad;
    decoder.add(bad);
    decoder.add(good);

    assertEquals(List.of(bad, good), sequences(decoder.step()));
    assertEquals(0, bad.done());
  }

  @Test
  void recordedNumbersThatEndAreItsOwnFailure() {
    Counted recorded = new Counted(4, -1, 0, Uniforms.recorded(new double[2]));
    Counted good = new Counted(4);
    decoder.add(recorded);
    decoder.add(good);
    List<Decoder.Ended> ended = decoder.step();

    assertEquals(List.of(recorded, good), sequences(ended));
    assertTrue(ended.get(0).failure().orElseThrow() instanceof InputException);
    assertEquals(Optional.empty(), ended.get(1).failure());
  }

  @Test
  void logitsThatAreNotFiniteAreTheFailureOfTheirRow() {
    Counted bad = new Counted(4);
    Counted good = new Counted(4);
    model.notFinite = bad;
    decoder.add(bad);
    decoder.add(good);
    List<Decoder.Ended> ended = decoder.step();

    assertEquals(List.of(bad, good), sequences(ended));
    assertTrue(ended.get(0).failure().orElseThrow() instanceof ModelException);
    assertEquals(0, bad.done());
    assertEquals(Optional.empty(), ended.get(1).failure());
  }

  @Test
  void whereEvenAndOddStepsDifferOthersJoinAtEvenOnes() {
    Counted first = new Counted(20, -1, 1024);
    first.window = 5;
    decoder.add(first);
    decoder.step();
    assertEquals(4, first.done());
    decoder.add(new Counted(20, -1, 1024));
    decoder.step(); // one is left in the window
    assertEquals(5, first.done());
    assertEquals(0, decoder.room());
    decoder.step();
    assertEquals(0, first.done() % 2);
  }

  @Test
  void itClosesWhatIsNotThrough() {
    decoder.add(new Counted(20));
    decoder.step();
    decoder.close();
    assertEquals(0, model.open);
    assertEquals(List.of(), decoder.step());
  }

  private static List<Sequence> sequences(List<Decoder.Ended> ended) {
    return ended.stream().map(Decoder.Ended::sequence).toList();
  }

  /** A sequence that keeps what it is given. */
  private static final class Counted implements Sequence {
    private final int most;
    private final StopRule stop;
    private final int stride;
    private final UniformBuffer numbers;
    private final List<Integer> tokens = new ArrayList<>();
    private int window = Integer.MAX_VALUE;
    private boolean ended;

    Counted(int most) {
      this(most, -1, 0);
    }

    Counted(int most, int end, int stride) {
      this(most, end, stride, Uniforms.seeded(1, 0));
    }

    Counted(int most, int end, int stride, Uniforms uniforms) {
      this.most = most;
      this.stop = new StopRule(end, OptionalDouble.empty());
      this.stride = stride;
      this.numbers = new UniformBuffer(uniforms);
    }

    int[] tokens() {
      return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Optional<Prompt> prompt() {
      return done() == 0
          ? Optional.of(new Prompt(new long[] {System.identityHashCode(this)}, false))
          : Optional.empty();
    }

    @Override
    public int room() {
      return ended ? 0 : Math.min(most - done(), window - done() % window);
    }

    @Override
    public StepParameters parameters() {
      return new StepParameters(
          done(), new LogitRange(0, 100, stride), stop, Sampling.DEFAULT, numbers);
    }

    @Override
    public void add(int[] drawn) {
      for (int token : drawn) {
        ended |= token == stop.token();
        if (!ended) {
          tokens.add(token);
        }
      }
    }

    @Override
    public int done() {
      return tokens.size();
    }

    @Override
    public int expected() {
      return most;
    }
  }

  /** Keeps account of its rows. */
  private static final class Counting implements DecoderModel {
    private final List<List<Integer>> drawn = new ArrayList<>();
    private int open;
    private int fit = Integer.MAX_VALUE;
    private int refused;
    private Sequence fails;
    private Sequence cannotRead;
    private Sequence notFinite;

    private final class CountingRow implements Row {
      private final long of;
      private int next;

      CountingRow(long of) {
        this.of = of;
        open++;
      }

      @Override
      public void close() {
        open--;
      }
    }

    @Override
    public int chunk() {
      return CHUNK;
    }

    @Override
    public Row read(Prompt prompt) {
      if (prompt.last() == System.identityHashCode(cannotRead)) {
        throw new DeviceException("Memory.");
      }
      return new CountingRow(prompt.last());
    }

    @Override
    public ModelException notFinite() {
      return new ModelException("NaN.");
    }

    @Override
    public int[][] draw(List<? extends Row> rows, List<StepParameters> parameters, int count) {
      for (Row row : rows) {
        if (((CountingRow) row).of == System.identityHashCode(fails)) {
          throw new DeviceException("Memory.");
        }
      }
      if (rows.size() > fit) {
        refused++;
        throw new DeviceException(Problem.OUT_OF_MEMORY, "Memory.");
      }
      int[][] tokens = new int[rows.size()][];
      for (int i = 0; i < tokens.length; i++) {
        CountingRow row = (CountingRow) rows.get(i);
        tokens[i] = IntStream.range(row.next, row.next + count).toArray();
        if (row.of == System.identityHashCode(notFinite)) {
          tokens[i][count - 1] = 100; // behind the range
        }
        row.next += count;
        parameters.get(i).numbers().drop(count);
      }
      drawn.add(rows.stream().map(row -> count).toList());
      return tokens;
    }
  }
}
