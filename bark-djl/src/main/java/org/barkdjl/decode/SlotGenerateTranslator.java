package org.barkdjl.decode;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.stream.LongStream;
import org.barkdjl.torch.Method;

/**
 * Calls {@code generate_in_slots} of slots.py for the rows in slots 0, 1, 2 and so on.
 *
 * @param head index of the first logit whose weights are kept
 */
record SlotGenerateTranslator(int head) implements NoBatchifyTranslator<Chunk, long[][]> {
  /** Lengths are multiples of it, so that CUDA's kernels can read masks in blocks. */
  private static final int BLOCK = 16;

  @Override
  public NDList processInput(TranslatorContext context, Chunk chunk) {
    Method call = new Method("generate_in_slots", context.getNDManager());
    NDManager device = call.manager();
    int rows = chunk.rows().size();
    return call.with(device.create(chunk.longs(SlotGenerateTranslator::state), new Shape(rows, 3)))
        .with(chunk.rows().get(0).cache().array())
        .with(device.create(chunk.uniforms(), new Shape(rows, chunk.count())))
        .withIntegers(
            chunk.range().low(),
            chunk.width(),
            chunk.range().stride(),
            length(chunk),
            chunk.rows().stream().anyMatch(row -> row.parameters().sampling().topP() < 1) ? 1 : 0,
            chunk.rows().stream()
                .mapToInt(row -> row.parameters().sampling().topK())
                .max()
                .orElse(0),
            head)
        .with(device.create(chunk.longs(SlotGenerateTranslator::counts), new Shape(rows, 4)))
        .with(device.create(chunk.doubles(Chunk.Row::scales), new Shape(rows, 3)))
        .toList();
  }

  @Override
  public long[][] processOutput(TranslatorContext context, NDList output) {
    return Chunk.tokens(output.singletonOrThrow());
  }

  /** Positions that the longest row has at the chunk's end, or a few more. */
  private static int length(Chunk chunk) {
    int longest = chunk.rows().stream().mapToInt(Chunk.Row::position).max().orElseThrow();
    return (longest + chunk.count() + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static LongStream state(Chunk.Row row) {
    return LongStream.of(row.lastToken(), row.position(), row.parameters().phase());
  }

  private static LongStream counts(Chunk.Row row) {
    StepParameters parameters = row.parameters();
    return LongStream.of(
        parameters.range().width(),
        parameters.ending().token(),
        parameters.sampling().topK(),
        parameters.sampling().isGreedy() ? 1 : 0);
  }
}
