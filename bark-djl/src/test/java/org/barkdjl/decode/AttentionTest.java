package org.barkdjl.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.barkdjl.Nano;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.device.Attention;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attending to all rows at once, as on CUDA, draws what attending row by row does, on the embedded
 * model in fp32; RecordedRowsTest compares with recorded tokens.
 */
@Tag("slow")
class AttentionTest {
  private static final int SEQUENCES = 40;

  @TempDir static Path folder;
  private static CausalModel semantic;
  private static CausalModel coarse;
  private static List<List<Integer>> semanticAlone;
  private static List<List<Integer>> coarseAlone;

  @BeforeAll
  static void load() throws IOException {
    semantic = load(Part.SEMANTIC, Attention.ALL_ROWS);
    coarse = load(Part.COARSE, Attention.ALL_ROWS);
    try (CausalModel model = load(Part.SEMANTIC, Attention.ROW_BY_ROW)) {
      semanticAlone = decode(model, 1, MadeUpSequence::semantic);
    }
    try (CausalModel model = load(Part.COARSE, Attention.ROW_BY_ROW)) {
      coarseAlone = decode(model, 1, MadeUpSequence::coarse);
    }
  }

  @AfterAll
  static void close() {
    semantic.close();
    coarse.close();
  }

  /**
   * Of unlike pasts, lengths, ranges, samplings and ends, in slots that one takes after another.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 32})
  void semanticRowsDrawWhatTheyDrawAlone(int width) {
    assertEquals(semanticAlone, decode(semantic, width, MadeUpSequence::semantic));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 32})
  void coarseRowsDrawWhatTheyDrawAlone(int width) {
    assertEquals(coarseAlone, decode(coarse, width, MadeUpSequence::coarse));
  }

  @Test
  void aSlotKeepsNothingOfTheRowBefore() throws IOException {
    int width = Nano.model(Precision.FP32).manifest().coarse().width();
    Path archive =
        EditedArchive.withToken0NaN(archive(Part.COARSE), folder.resolve("nan.pt"), width);
    try (CausalModel model = load(archive, CoarseSequence.RANGE, Attention.ALL_ROWS)) {
      int[] expected = alone(model, prompt(20));
      try (DecoderRow other = new DecoderRow(model, prompt(2))) { // keeps the slots
        Prompt poison = new Prompt(new long[800], false);
        assertNotEquals(expected[0], alone(model, poison)[0]);
        assertArrayEquals(expected, alone(model, prompt(20)));
        assertArrayEquals(
            alone(model, prompt(2)), model.draw(List.of(other), List.of(greedy()), 8)[0]);
      }
    }
  }

  @Test
  void anyRowsInAnyOrderAtEvenAndAtOddStepsAreDrawn() {
    int[][] expected = new int[6][];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = alone(coarse, prompt(10 * i + 2), i);
    }
    List<DecoderRow> rows =
        IntStream.range(0, 6).mapToObj(i -> new DecoderRow(coarse, prompt(10 * i + 2))).toList();
    for (List<Integer> chosen : List.of(List.of(5, 1, 4), List.of(0, 3), List.of(2))) {
      int[][] drawn =
          coarse.draw(
              chosen.stream().map(rows::get).toList(),
              chosen.stream().map(AttentionTest::greedy).toList(),
              8);
      for (int i = 0; i < drawn.length; i++) {
        assertArrayEquals(expected[chosen.get(i)], drawn[i], "row " + chosen.get(i));
      }
    }
    rows.forEach(DecoderRow::close);
  }

  /** The paths of half precision, which only CUDA takes; how they round is another matter. */
  @Test
  void halfPrecisionGoesTheSameWay() throws IOException {
    Path archive = EditedArchive.inHalf(archive(Part.COARSE), folder.resolve("half.pt"));
    try (CausalModel model = load(archive, CoarseSequence.RANGE, Attention.ALL_ROWS)) {
      List<DecoderRow> rows = new ArrayList<>();
      int agreed = 0;
      for (int i = 0; i < 8; i++) {
        rows.add(new DecoderRow(model, prompt(9 * i + 2)));
      }
      int[][] drawn = model.draw(rows, rows.stream().map(row -> greedy()).toList(), 2);
      assertEquals(DataType.FLOAT16, rows.get(0).next(1, greedy()).cache().array().getDataType());
      for (int i = 0; i < 8; i++) {
        agreed += drawn[i][0] == alone(coarse, prompt(9 * i + 2))[0] ? 1 : 0;
      }
      rows.forEach(DecoderRow::close);
      int most = agreed;
      assertTrue(agreed >= 6, () -> most + " of 8 first tokens are those of full precision");
    }
  }

  private static List<List<Integer>> decode(
      CausalModel model, int width, IntFunction<MadeUpSequence> of) {
    List<MadeUpSequence> all = IntStream.range(0, SEQUENCES).mapToObj(of).toList();
    model.expect(width);
    decode(new Decoder(model, width), all);
    return all.stream().map(MadeUpSequence::tokens).toList();
  }

  /** As many at a time as there is room for. */
  private static void decode(Decoder decoder, List<MadeUpSequence> all) {
    Deque<MadeUpSequence> waiting = new ArrayDeque<>(all);
    while (!waiting.isEmpty() || !decoder.isEmpty()) {
      while (decoder.room() > 0 && !waiting.isEmpty()) {
        decoder.add(waiting.remove());
      }
      decoder.step().forEach(ended -> assertEquals(Optional.empty(), ended.failure()));
    }
  }

  private static int[] alone(CausalModel model, Prompt prompt) {
    return alone(model, prompt, 0);
  }

  private static int[] alone(CausalModel model, Prompt prompt, int phase) {
    try (DecoderRow row = new DecoderRow(model, prompt)) {
      return model.draw(List.of(row), List.of(greedy(phase)), 8)[0];
    }
  }

  private static StepParameters greedy() {
    return greedy(0);
  }

  private static StepParameters greedy(int phase) {
    return new StepParameters(
        phase,
        CoarseSequence.RANGE,
        StopRule.NEVER,
        Sampling.DEFAULT.withTemperature(0),
        new UniformBuffer(Uniforms.seeded(0, 0)));
  }

  private static Prompt prompt(int length) {
    return new Prompt(
        IntStream.range(0, length).mapToLong(i -> 1 + 7919 * i % 10_000).toArray(), false);
  }

  private static Path archive(Part part) throws IOException {
    return Nano.model(Precision.FP32).archive(part, Precision.FP32);
  }

  private static CausalModel load(Part part, Attention attention) throws IOException {
    LogitRange drawn = part == Part.SEMANTIC ? SemanticSequence.RANGE : CoarseSequence.RANGE;
    return load(archive(part), drawn, attention);
  }

  private static CausalModel load(Path archive, LogitRange drawn, Attention attention)
      throws IOException {
    return CausalModel.load(archive, Device.cpu(), attention, drawn, 16);
  }
}
