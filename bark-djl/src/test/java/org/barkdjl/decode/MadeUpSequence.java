package org.barkdjl.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A sequence of a random prompt and length, which a seed decides, in windows as the coarse stage.
 */
final class MadeUpSequence implements Sequence {
  private static final int MOST_TOKENS = 40;
  private static final int LONGEST_PROMPT = 300;

  private final Random random;
  private final LogitRange range;
  private final StopRule ending;
  private final Sampling sampling;
  private final UniformBuffer numbers;
  private final long[] firstPrompt;
  private final int length;
  private final int window;
  private final List<Integer> tokens = new ArrayList<>();
  private boolean ended;

  private MadeUpSequence(int seed, LogitRange range, StopRule ending, Sampling sampling) {
    random = new Random(seed);
    this.range = range;
    this.ending = ending;
    this.sampling = sampling;
    numbers = new UniformBuffer(Uniforms.seeded(seed, 0));
    firstPrompt = ids(2 + random.nextInt(LONGEST_PROMPT));
    length = 1 + random.nextInt(MOST_TOKENS);
    window = 2 * (3 + random.nextInt(MOST_TOKENS / 2));
  }

  /** Of the semantic stage: some may end, one in five at once. */
  static MadeUpSequence semantic(int seed) {
    int end = 10_000;
    StopRule ending =
        switch (seed % 5) {
          case 0 -> StopRule.NEVER;
          case 1 -> new StopRule(end, OptionalDouble.of(0));
          case 2 -> new StopRule(end, OptionalDouble.empty());
          default -> new StopRule(end, OptionalDouble.of(1e-5));
        };
    LogitRange range = LogitRange.upTo(ending.token() < 0 ? end : end + 1);
    return new MadeUpSequence(seed, range, ending, sampling(seed));
  }

  /** Of the coarse stage. */
  static MadeUpSequence coarse(int seed) {
    LogitRange range = new LogitRange(10_000, 1024, 1024);
    return new MadeUpSequence(seed, range, StopRule.NEVER, sampling(seed));
  }

  private static Sampling sampling(int seed) {
    return switch (seed % 7) {
      case 0 -> Sampling.DEFAULT.withTemperature(0);
      case 1 -> Sampling.DEFAULT.withArgMax(true);
      case 2 -> Sampling.DEFAULT.withTopK(1 + seed);
      case 3 -> Sampling.DEFAULT.withTopP(0.8).withTemperature(1.1);
      case 4 -> Sampling.DEFAULT.withTopP(0.9).withTopK(20);
      default -> Sampling.DEFAULT;
    };
  }

  @Override
  public Optional<Prompt> prompt() {
    if (tokens.size() % window != 0) {
      return Optional.empty();
    }
    LongStream drawn = tokens.stream().mapToLong(token -> token);
    long[] before = tokens.isEmpty() ? firstPrompt : ids(2 + random.nextInt(LONGEST_PROMPT));
    return Optional.of(
        new Prompt(LongStream.concat(LongStream.of(before), drawn).toArray(), false));
  }

  @Override
  public int room() {
    return ended ? 0 : Math.min(window - tokens.size() % window, length - tokens.size());
  }

  @Override
  public StepParameters parameters() {
    return new StepParameters(tokens.size(), range, ending, sampling, numbers);
  }

  @Override
  public void add(int[] drawn) {
    for (int i = 0; i < drawn.length && !ended; i++) {
      ended = drawn[i] == ending.token();
      if (!ended) {
        tokens.add(drawn[i]);
      }
    }
  }

  @Override
  public int done() {
    return tokens.size();
  }

  @Override
  public int expected() {
    return length;
  }

  List<Integer> tokens() {
    return tokens;
  }

  private long[] ids(int count) {
    return IntStream.range(0, count).mapToLong(i -> random.nextInt(10_000)).toArray();
  }
}
