package org.barkdjl.coarse;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.Decoder;
import org.barkdjl.device.Attention;

/**
 * Stage 2: semantic tokens to codebooks 0 and 1, interleaved (generate_coarse in
 * bark/generation.py). Not safe to use from several threads at once.
 */
public final class CoarseStage implements AutoCloseable {
  private final CausalModel model;

  private CoarseStage(CausalModel model) {
    this.model = model;
  }

  /**
   * Loads the stage.
   *
   * @param chunk tokens a call; 0: chosen for the device
   */
  public static CoarseStage load(Path archive, Device device, Attention attention, int chunk)
      throws IOException {
    return new CoarseStage(
        CausalModel.load(archive, device, attention, CoarseSequence.RANGE, chunk));
  }

  /** Tokens that the stage makes of so many semantic tokens. */
  public static int steps(int semanticTokens) {
    return CoarseWindows.steps(semanticTokens);
  }

  /**
   * A decoder of {@link CoarseSequence}s.
   *
   * @param width how many are decoded together at most
   */
  public Decoder decoder(int width) {
    model.expect(width);
    return new Decoder(model, width);
  }

  @Override
  public void close() {
    model.close();
  }
}
