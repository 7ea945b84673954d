package org.barkdjl.decode;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import org.barkdjl.device.Devices;
import org.barkdjl.device.TorchModel;

/**
 * A causal GPT of Bark, loaded: the semantic or the coarse stage. Not safe to use from several
 * threads at once.
 */
public final class CausalModel implements AutoCloseable {
  private final TorchModel<Chunk, long[]> model;
  private final Predictor<Prompt, KeyValueCache> prefill;
  private final boolean stopEarly;
  private final int chunk;

  private CausalModel(TorchModel<Chunk, long[]> model, Device device, int chunk) {
    this.model = model;
    this.prefill = model.method(new PrefillTranslator());
    this.stopEarly = !device.isGpu();
    this.chunk = chunk;
  }

  /**
   * Loads an archive.
   *
   * @param chunk tokens a call; 0: chosen for the device
   */
  public static CausalModel load(Path archive, Device device, int chunk) throws IOException {
    TorchModel<Chunk, long[]> model =
        TorchModel.load(archive, device, Chunk.class, long[].class, new GenerateTranslator());
    model.prepare();
    return new CausalModel(model, device, chunk > 0 ? chunk : Devices.chunk(device));
  }

  /** Tokens a call. */
  public int chunk() {
    return chunk;
  }

  KeyValueCache prefill(Prompt prompt) {
    return model.run(prefill, prompt);
  }

  long[] generate(Chunk chunk) {
    return model.run(chunk);
  }

  boolean stopEarly() {
    return stopEarly;
  }

  @Override
  public void close() {
    prefill.close();
    model.close();
  }
}
