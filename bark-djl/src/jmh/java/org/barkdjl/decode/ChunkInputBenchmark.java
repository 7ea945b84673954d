package org.barkdjl.decode;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslatorContext;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.IntStream;
import org.barkdjl.torch.Djl;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Making and freeing the input arrays of a chunk of 32 tokens, through DJL and JNI. */
@State(Scope.Benchmark)
public class ChunkInputBenchmark {
  private static final int CHUNK = 32;

  @Param({"1", "8"})
  public int rows;

  private final GenerateTranslator translator = new GenerateTranslator();
  private NDManager manager;
  private Chunk chunk;

  @Setup
  public void open() {
    Djl.stayLocal();
    manager = NDManager.newBaseManager();
    StepParameters parameters =
        new StepParameters(
            0,
            LogitRange.upTo(10_001),
            StopRule.NEVER,
            Sampling.DEFAULT,
            new UniformBuffer(Uniforms.seeded(1, 0)));
    List<Chunk.Row> all =
        IntStream.range(0, rows)
            .mapToObj(
                row ->
                    new Chunk.Row(
                        new OwnCaches.OwnCache(manager.zeros(new Shape(1, 2, 1, 1, 1))),
                        1,
                        256,
                        parameters.numbers().peek(CHUNK),
                        parameters))
            .toList();
    chunk = new Chunk(all, true);
  }

  @TearDown
  public void close() {
    manager.close();
  }

  @Benchmark
  public int arraysOfAChunk() {
    try (NDManager call = manager.newSubManager()) {
      NDList arrays = translator.processInput(contextOf(call), chunk);
      return arrays.size();
    }
  }

  /** Of a context the translator asks for the manager alone. */
  private static TranslatorContext contextOf(NDManager call) {
    return (TranslatorContext)
        Proxy.newProxyInstance(
            TranslatorContext.class.getClassLoader(),
            new Class<?>[] {TranslatorContext.class},
            (proxy, method, arguments) -> call);
  }
}
