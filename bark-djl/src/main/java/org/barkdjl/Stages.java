package org.barkdjl;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.codec.CodecStage;
import org.barkdjl.device.Attention;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.fine.FineStage;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.text.PromptTokenizer;

/** The tokenizer and the four stages. */
record Stages(
    PromptTokenizer tokenizer,
    StageModel<SemanticStage> semantic,
    StageModel<CoarseStage> coarse,
    StageModel<FineStage> fine,
    StageModel<CodecStage> codec)
    implements AutoCloseable {

  /**
   * Loads them.
   *
   * @param precision that of the causal stages
   * @param chunk causal tokens a call; 0: chosen for the device
   * @param offload load each stage only while it works
   */
  static Stages load(
      ModelPackage model, Device device, Precision precision, int chunk, boolean offload)
      throws IOException {
    Precision finePrecision = Devices.finePrecision(precision, device);
    // Told now if one is missing, though it may be loaded much later.
    Path semantic = model.archive(Part.SEMANTIC, precision);
    Path coarse = model.archive(Part.COARSE, precision);
    Path fine = model.archive(Part.FINE, finePrecision);
    Path codec = model.archive(Part.CODEC, Precision.FP32);
    Attention attention = Devices.attention(device);
    Opening opening = new Opening(offload);
    try {
      PromptTokenizer tokenizer = opening.keep(PromptTokenizer.open());
      return new Stages(
          tokenizer,
          opening.stage(
              () -> SemanticStage.load(semantic, device, attention, chunk), SemanticStage::close),
          opening.stage(
              () -> CoarseStage.load(coarse, device, attention, chunk), CoarseStage::close),
          opening.stage(() -> FineStage.load(fine, device), FineStage::close),
          opening.stage(() -> CodecStage.load(codec, device), CodecStage::close));
    } catch (IOException | RuntimeException e) {
      opening.closeAll(e);
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

  /** Knows what is loaded, to close it if loading the rest fails. */
  private static final class Opening {
    private final boolean offload;
    private final Deque<AutoCloseable> loaded = new ArrayDeque<>();

    Opening(boolean offload) {
      this.offload = offload;
    }

    <T extends AutoCloseable> T keep(T opened) {
      loaded.push(opened);
      return opened;
    }

    <T> StageModel<T> stage(StageModel.Loader<T> loader, Consumer<T> closer) throws IOException {
      return offload ? StageModel.offloaded(loader, closer) : keep(StageModel.kept(loader, closer));
    }

    void closeAll(Exception cause) {
      for (AutoCloseable one : loaded) {
        try {
          one.close();
        } catch (Exception e) {
          cause.addSuppressed(e);
        }
      }
    }
  }
}
