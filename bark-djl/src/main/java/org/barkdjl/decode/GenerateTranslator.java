package org.barkdjl.decode;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.stream.LongStream;
import org.barkdjl.torch.Method;

/**
 * Calls {@code generate} of gpt.py: draws the tokens of a chunk, row by row.
 *
 * @param head index of the first logit whose weights are kept
 */
record GenerateTranslator(int head) implements NoBatchifyTranslator<Chunk, long[][]> {
  @Override
  public NDList processInput(TranslatorContext context, Chunk chunk) {
    Method call = new Method("generate", context.getNDManager());
    int rows = chunk.rows().size();
    return call.with(call.manager().create(chunk.longs(row -> LongStream.of(row.lastToken()))))
        .with(call.manager().create(chunk.longs(row -> LongStream.of(row.position()))))
        .withList("caches", chunk.rows().stream().map(row -> row.cache().array()).toList())
        .with(call.manager().create(chunk.uniforms(), new Shape(rows, chunk.count())))
        .withIntegers(
            chunk.rows().get(0).parameters().phase(),
            chunk.range().low(),
            chunk.width(),
            chunk.range().stride(),
            chunk.stopEarly() ? 1 : 0,
            head)
        .withIntegers(new Shape(rows, 5), chunk.longs(GenerateTranslator::counts))
        .withNumbers(new Shape(rows, 3), chunk.doubles(Chunk.Row::scales))
        .toList();
  }

  @Override
  public long[][] processOutput(TranslatorContext context, NDList output) {
    return Chunk.tokens(output.singletonOrThrow());
  }

  private static LongStream counts(Chunk.Row row) {
    StepParameters parameters = row.parameters();
    return LongStream.of(
        row.position(),
        parameters.range().width(),
        parameters.ending().token(),
        parameters.sampling().topK(),
        parameters.sampling().isGreedy() ? 1 : 0);
  }
}
