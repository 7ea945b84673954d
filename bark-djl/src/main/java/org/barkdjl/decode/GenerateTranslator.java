package org.barkdjl.decode;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.barkdjl.torch.Method;

/** Calls {@code generate} of gpt.py: draws the tokens of a chunk. */
final class GenerateTranslator implements NoBatchifyTranslator<Chunk, long[][]> {
  @Override
  public NDList processInput(TranslatorContext context, Chunk chunk) {
    Method call = new Method("generate", context.getNDManager());
    List<Chunk.Row> rows = chunk.rows();
    StepParameters first = rows.get(0).drawing();
    int count = rows.get(0).uniforms().length;
    return call.with(call.manager().create(longs(rows, row -> LongStream.of(row.lastToken()))))
        .with(call.manager().create(longs(rows, row -> LongStream.of(row.position()))))
        .withList("caches", rows.stream().map(row -> row.cache().array()).toList())
        .with(
            call.manager()
                .create(
                    doubles(rows, row -> Arrays.stream(row.uniforms())),
                    new Shape(rows.size(), count)))
        .withIntegers(
            first.phase(),
            first.range().low(),
            rows.stream().mapToInt(row -> row.drawing().range().width()).max().orElseThrow(),
            first.range().stride(),
            chunk.stopEarly() ? 1 : 0)
        .withIntegers(new Shape(rows.size(), 5), longs(rows, GenerateTranslator::counts))
        .withNumbers(new Shape(rows.size(), 3), doubles(rows, GenerateTranslator::scales))
        .toList();
  }

  @Override
  public long[][] processOutput(TranslatorContext context, NDList output) {
    Shape shape = output.singletonOrThrow().getShape(); // (rows, tokens)
    long[] flat = output.singletonOrThrow().toLongArray();
    int count = Math.toIntExact(shape.get(1));
    long[][] tokens = new long[Math.toIntExact(shape.get(0))][];
    Arrays.setAll(tokens, i -> Arrays.copyOfRange(flat, i * count, (i + 1) * count));
    return tokens;
  }

  private static LongStream counts(Chunk.Row row) {
    StepParameters drawing = row.drawing();
    return LongStream.of(
        row.position(),
        drawing.range().width(),
        drawing.ending().token(),
        drawing.sampling().topK(),
        drawing.sampling().isGreedy() ? 1 : 0);
  }

  private static DoubleStream scales(Chunk.Row row) {
    Sampling sampling = row.drawing().sampling();
    return DoubleStream.of(
        sampling.temperature() == 0 ? 1 : sampling.temperature(),
        sampling.topP(),
        row.drawing().ending().threshold(sampling));
  }

  private static long[] longs(List<Chunk.Row> rows, Function<Chunk.Row, LongStream> of) {
    return rows.stream().flatMapToLong(of).toArray();
  }

  private static double[] doubles(List<Chunk.Row> rows, Function<Chunk.Row, DoubleStream> of) {
    return rows.stream().flatMapToDouble(of).toArray();
  }
}
