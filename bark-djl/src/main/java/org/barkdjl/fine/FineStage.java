package org.barkdjl.fine;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.barkdjl.decode.StepListener;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.error.InputException;
import org.barkdjl.torch.TorchModel;
import org.barkdjl.voice.Voice;

/**
 * Stage 3: fills codebooks 2 to 7, one after the other in windows of 1024 frames (generate_fine in
 * bark/generation.py). Not safe to use from several threads at once.
 */
public final class FineStage implements AutoCloseable {
  private final TorchModel<FinePass, long[]> model;

  private FineStage(TorchModel<FinePass, long[]> model) {
    this.model = model;
  }

  /** Loads the stage. */
  public static FineStage load(Path archive, Device device) throws IOException {
    TorchModel<FinePass, long[]> model =
        TorchModel.load(archive, device, FinePass.class, long[].class, new FineTranslator());
    model.prepare();
    return new FineStage(model);
  }

  /** Passes through the model that so many frames take. */
  public static int steps(int frames, Optional<Voice> voice) {
    return FineWindows.windows(frames, voice.orElse(null))
        * (FineWindows.CODEBOOKS - FineWindows.GIVEN);
  }

  /**
   * Generates the codes of all codebooks.
   *
   * @param coarse codes 0 to 1023: (2, frames)
   * @return codes 0 to 1023: (8, frames)
   */
  public int[][] generate(
      int[][] coarse,
      Optional<Voice> voice,
      FineOptions options,
      Uniforms uniforms,
      StepListener listener) {
    FineWindows windows = new FineWindows(coarse, voice.orElse(null));
    int perWindow = FineWindows.CODEBOOKS - FineWindows.GIVEN;
    for (int window = 0; window < windows.windows(); window++) {
      for (int codebook = FineWindows.GIVEN; codebook < FineWindows.CODEBOOKS; codebook++) {
        int first = windows.firstWritten(window);
        double[] numbers = new double[FineWindows.LENGTH - first];
        Arrays.setAll(numbers, i -> options.temperature() == 0 ? 0 : uniforms.next());
        if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
          throw new InputException(
              "The recorded random numbers ended: the generation has left the recorded path.");
        }
        windows.write(
            window,
            codebook,
            model.run(
                new FinePass(
                    windows.codes(window), codebook, first, numbers, options.temperature())));
        int done = window * perWindow + codebook - FineWindows.GIVEN + 1;
        listener.advanced(done, windows.windows() * perWindow);
      }
    }
    return windows.result();
  }

  @Override
  public void close() {
    model.close();
  }
}
