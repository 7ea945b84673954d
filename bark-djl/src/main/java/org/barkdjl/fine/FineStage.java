package org.barkdjl.fine;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.barkdjl.decode.StepListener;
import org.barkdjl.decode.Uniforms;
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
   * @throws org.barkdjl.error.ModelException if logits are NaN or infinite
   */
  public int[][] generate(
      int[][] coarse,
      Optional<Voice> voice,
      FineOptions options,
      Uniforms uniforms,
      StepListener listener) {
    FineSequence sequence = new FineSequence(coarse, voice, options, uniforms);
    while (sequence.done() < sequence.expected()) {
      advance(sequence);
      listener.advanced(sequence.done(), sequence.expected());
    }
    return sequence.codes();
  }

  /**
   * Makes the next pass of a sequence that has one left.
   *
   * @throws org.barkdjl.error.InputException if recorded random numbers do not suffice
   * @throws org.barkdjl.error.ModelException if logits are NaN or infinite
   */
  public void advance(FineSequence sequence) {
    long[] codes = model.run(sequence.next());
    if (Arrays.stream(codes).anyMatch(code -> code >= FineWindows.ENTRIES)) {
      throw model.notFinite();
    }
    sequence.take(codes);
  }

  @Override
  public void close() {
    model.close();
  }
}
