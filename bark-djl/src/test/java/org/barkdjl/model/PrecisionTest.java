package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkTokens;
import org.barkdjl.Nano;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.LogitRange;
import org.barkdjl.device.Precision;
import org.barkdjl.semantic.SemanticSequence;
import org.barkdjl.torch.Method;
import org.barkdjl.torch.TorchModel;
import org.barkdjl.torchscript.GptArchive;
import org.barkdjl.torchscript.TorchScriptArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far int8 and fp16 may be from fp32, teacher-forced: all score what fp32 said. */
@Tag("slow")
class PrecisionTest {
  private static final Path TINY = Path.of("..", "..", "shared", "golden", "dev", "weights");

  @TempDir Path folder;
  @TempDir static Path nano;
  private static BarkTokens spoken;

  /**
   * Ids to score and the logits that may be drawn at each position.
   *
   * @param first the first position that is scored
   */
  record Ids(long[] ids, boolean merged, int first, LogitRange range) {}

  @BeforeAll
  static void speak() throws IOException {
    EmbeddedModel.unpack(nano);
    try (Bark bark = Nano.open(Precision.FP32)) {
      spoken = bark.generate(BarkRequest.of("The weather is nice today.").withSeed(1)).tokens();
    }
  }

  @Test
  void nanoSemantic() throws IOException {
    compare(nano, Part.SEMANTIC, Precision.FP16, 0.9999, 0.98);
    compare(nano, Part.SEMANTIC, Precision.INT8, 0.99, 0.90);
  }

  @Test
  void nanoCoarse() throws IOException {
    compare(nano, Part.COARSE, Precision.FP16, 0.9999, 0.98);
    compare(nano, Part.COARSE, Precision.INT8, 0.99, 0.90);
  }

  @Test
  void tinyGoldenWeights() throws IOException {
    assumeTrue(Files.isDirectory(TINY), "the shared golden weights are not here");
    for (Part part : new Part[] {Part.SEMANTIC, Part.COARSE}) {
      compare(TINY, part, Precision.FP16, 0.9999, 0.95);
      compare(TINY, part, Precision.INT8, 0.99, 0.80);
    }
  }

  @Test
  void nanoFine() throws IOException {
    fine(nano, 0.999, 0.95);
  }

  @Test
  void tinyGoldenFine() throws IOException {
    assumeTrue(Files.isDirectory(TINY), "the shared golden weights are not here");
    fine(TINY, 0.999, 0.90);
  }

  /** The last codebook, which sees all others. */
  private void fine(Path checkpoint, double cosine, double agreement) throws IOException {
    int frames = spoken.fine()[0].length;
    long[] codes = new long[1024 * 8];
    Arrays.fill(codes, 1024);
    for (int f = 0; f < frames; f++) {
      for (int c = 0; c < 8; c++) {
        codes[f * 8 + c] = spoken.fine()[c][f];
      }
    }
    float[] expected = scoreFine(archive(checkpoint, Part.FINE, Precision.FP32), codes);
    float[] actual = scoreFine(archive(checkpoint, Part.FINE, Precision.INT8), codes);
    int width = expected.length / 1024;
    Ids spokenRows = new Ids(codes, false, 0, LogitRange.upTo(1024));
    Agreement found =
        new Agreement(
            Arrays.copyOf(expected, frames * width),
            Arrays.copyOf(actual, frames * width),
            width,
            spokenRows);
    assertTrue(found.cosine >= cosine, found::toString);
    assertTrue(found.argMax >= agreement, found::toString);
  }

  private static float[] scoreFine(Path archive, long[] codes) throws IOException {
    try (TorchModel<long[], float[]> fine =
        TorchModel.load(
            archive, Device.cpu(), long[].class, float[].class, new FineScoreTranslator())) {
      fine.prepare();
      return fine.run(codes);
    }
  }

  private static final class FineScoreTranslator implements NoBatchifyTranslator<long[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, long[] codes) {
      Method call = new Method("forward", context.getNDManager());
      return call.with(call.manager().create(codes, new Shape(1, codes.length / 8, 8)))
          .withIntegers(7)
          .toList();
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toFloatArray();
    }
  }

  private static BarkCheckpoint.Gpt gpt(BarkCheckpoint bark, Part part) {
    return switch (part) {
      case SEMANTIC -> bark.semantic();
      case COARSE -> bark.coarse();
      default -> bark.fine();
    };
  }

  /** In any precision, also in one in which a package would not keep so narrow a model. */
  private Path archive(Path checkpoint, Part part, Precision precision) throws IOException {
    Path file = folder.resolve(part + "." + precision + ".pt");
    Files.deleteIfExists(file);
    try (BarkCheckpoint bark = BarkCheckpoint.open(checkpoint)) {
      BarkCheckpoint.Gpt gpt = gpt(bark, part);
      TorchScriptArchive archive =
          part == Part.FINE
              ? GptArchive.fine(gpt.config(), 8, gpt.tensors(), precision)
              : GptArchive.causal(gpt.config(), gpt.tensors(), precision);
      archive.write(file, bytes -> {});
    }
    return file;
  }

  private void compare(
      Path checkpoint, Part part, Precision precision, double cosine, double agreement)
      throws IOException {
    Ids ids = part == Part.SEMANTIC ? semanticIds() : coarseIds();
    float[] expected = score(archive(checkpoint, part, Precision.FP32), ids);
    float[] actual = score(archive(checkpoint, part, precision), ids);
    Agreement found = new Agreement(expected, actual, ids.range.stride() + ids.range.width(), ids);
    assertTrue(found.cosine >= cosine, () -> part + " " + precision + ": " + found);
    assertTrue(found.argMax >= agreement, () -> part + " " + precision + ": " + found);
  }

  private static Ids semanticIds() {
    int[] text = spoken.text();
    int[] semantic = spoken.semantic();
    long[] ids = new long[513 + semantic.length];
    Arrays.fill(ids, 0, 256, 129_595);
    Arrays.fill(ids, 256, 512, 10_000);
    for (int i = 0; i < text.length; i++) {
      ids[i] = 10_048L + text[i];
    }
    ids[512] = 129_599;
    for (int i = 0; i < semantic.length; i++) {
      ids[513 + i] = semantic[i];
    }
    return new Ids(ids, true, 256, SemanticSequence.RANGE);
  }

  private static Ids coarseIds() {
    int[] semantic = spoken.semantic();
    int steps = 2 * spoken.coarse()[0].length;
    long[] ids = new long[257 + steps];
    Arrays.fill(ids, 12_048);
    for (int i = 0; i < Math.min(256, semantic.length); i++) {
      ids[i] = semantic[i];
    }
    ids[256] = 12_050;
    for (int i = 0; i < steps; i++) {
      ids[257 + i] = 10_000L + i % 2 * 1024L + spoken.coarse()[i % 2][i / 2];
    }
    return new Ids(ids, false, 256, CoarseSequence.RANGE);
  }

  private static float[] score(Path archive, Ids ids) throws IOException {
    try (TorchModel<Ids, float[]> model =
        CausalModel.open(
            archive, Device.cpu(), ids.range, Ids.class, float[].class, new ScoreTranslator())) {
      return model.run(ids);
    }
  }

  /** Mean cosine of the logits, and how often the most probable token is the same. */
  private static final class Agreement {
    final double cosine;
    final double argMax;

    Agreement(float[] expected, float[] actual, int width, Ids ids) {
      int rows = expected.length / width;
      double cosines = 0;
      int same = 0;
      for (int row = ids.first; row < rows; row++) {
        int low = row * width + (row - ids.first) % 2 * ids.range.stride();
        double dot = 0;
        double a = 0;
        double b = 0;
        int best = low;
        int found = low;
        for (int i = low; i < low + ids.range.width(); i++) {
          dot += (double) expected[i] * actual[i];
          a += (double) expected[i] * expected[i];
          b += (double) actual[i] * actual[i];
          best = expected[i] > expected[best] ? i : best;
          found = actual[i] > actual[found] ? i : found;
        }
        cosines += dot / Math.sqrt(a * b);
        same += best == found ? 1 : 0;
      }
      int scored = rows - ids.first;
      cosine = cosines / scored;
      argMax = same / (double) scored;
    }

    @Override
    public String toString() {
      return "cosine %.5f, arg-max agreement %.3f".formatted(cosine, argMax);
    }
  }

  private static final class ScoreTranslator implements NoBatchifyTranslator<Ids, float[]> {
    @Override
    public NDList processInput(TranslatorContext context, Ids ids) {
      Method call = new Method("forward", context.getNDManager());
      return call.with(call.manager().create(ids.ids)).withFlag(ids.merged).toList();
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toFloatArray();
    }
  }
}
