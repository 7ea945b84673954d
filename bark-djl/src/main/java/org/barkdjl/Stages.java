package org.barkdjl;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.codec.CodecStage;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.fine.FineStage;
import org.barkdjl.model.ModelFile.Part;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.text.PromptTokenizer;

/** The tokenizer and the four stages, loaded. */
record Stages(
    PromptTokenizer tokenizer,
    SemanticStage semantic,
    CoarseStage coarse,
    FineStage fine,
    CodecStage codec)
    implements AutoCloseable {

  static Stages load(ModelPackage model, Device device, Precision precision, int chunk)
      throws IOException {
    Precision finePrecision = Devices.finePrecision(precision, device);
    Deque<AutoCloseable> loaded = new ArrayDeque<>();
    try {
      PromptTokenizer tokenizer = keep(loaded, PromptTokenizer.open());
      SemanticStage semantic =
          keep(loaded, SemanticStage.load(model.archive(Part.SEMANTIC, precision), device, chunk));
      CoarseStage coarse =
          keep(loaded, CoarseStage.load(model.archive(Part.COARSE, precision), device, chunk));
      FineStage fine =
          keep(loaded, FineStage.load(model.archive(Part.FINE, finePrecision), device));
      CodecStage codec =
          keep(loaded, CodecStage.load(model.archive(Part.CODEC, Precision.FP32), device));
      return new Stages(tokenizer, semantic, coarse, fine, codec);
    } catch (IOException | RuntimeException e) {
      closeAll(loaded, e);
      throw e;
    }
  }

  @Override
  public void close() {
    codec.close();
    fine.close();
    coarse.close();
    semantic.close();
    tokenizer.close();
  }

  private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> loaded, T stage) {
    loaded.push(stage);
    return stage;
  }

  private static void closeAll(Deque<AutoCloseable> loaded, Exception cause) {
    for (AutoCloseable stage : loaded) {
      try {
        stage.close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }
}
