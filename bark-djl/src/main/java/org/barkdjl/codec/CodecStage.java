package org.barkdjl.codec;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import org.barkdjl.torch.TorchModel;

/**
 * Stage 4: EnCodec's decoder, codes to samples (Défossez et al. 2022, "High Fidelity Neural Audio
 * Compression"). Not safe to use from several threads at once.
 */
public final class CodecStage implements AutoCloseable {
  private final TorchModel<int[][], float[]> model;

  private CodecStage(TorchModel<int[][], float[]> model) {
    this.model = model;
  }

  /** Loads the stage. */
  public static CodecStage load(Path archive, Device device) throws IOException {
    TorchModel<int[][], float[]> model =
        TorchModel.load(archive, device, int[][].class, float[].class, new CodecTranslator());
    model.prepare();
    return new CodecStage(model);
  }

  /**
   * Decodes codes.
   *
   * @param codes 0 to 1023: (8, frames), one frame at least
   * @return samples, nominally -1 to 1: (frames * samples a frame)
   * @throws org.barkdjl.error.ModelException if they are NaN or infinite
   */
  public float[] decode(int[][] codes) {
    float[] samples = model.run(codes);
    for (float sample : samples) {
      if (!Float.isFinite(sample)) {
        throw model.notFinite();
      }
    }
    return samples;
  }

  @Override
  public void close() {
    model.close();
  }
}
