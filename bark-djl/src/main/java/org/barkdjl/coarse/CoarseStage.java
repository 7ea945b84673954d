package org.barkdjl.coarse;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.Decoding;
import org.barkdjl.decode.DrawRange;
import org.barkdjl.decode.Ending;
import org.barkdjl.decode.Prompt;
import org.barkdjl.decode.StepListener;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.voice.Voice;

/**
 * Stage 2: semantic tokens to codebooks 0 and 1, interleaved (generate_coarse in
 * bark/generation.py). Not safe to use from several threads at once.
 */
public final class CoarseStage implements AutoCloseable {
  /** Even steps draw from codebook 0, odd ones from codebook 1. */
  private static final DrawRange RANGE =
      new DrawRange(SemanticStage.VOCABULARY, CoarseWindows.ENTRIES, CoarseWindows.ENTRIES);

  private final CausalModel model;

  private CoarseStage(CausalModel model) {
    this.model = model;
  }

  /**
   * Loads the stage.
   *
   * @param chunk tokens a call; 0: chosen for the device
   */
  public static CoarseStage load(Path archive, Device device, int chunk) throws IOException {
    return new CoarseStage(CausalModel.load(archive, device, chunk));
  }

  /** Tokens that the stage makes of so many semantic tokens. */
  public static int steps(int semanticTokens) {
    return CoarseWindows.steps(semanticTokens);
  }

  /**
   * Generates the codes of codebooks 0 and 1.
   *
   * @param semantic tokens 0 to 9999, one at least
   * @return codes 0 to 1023: (2, frames)
   */
  public int[][] generate(
      int[] semantic,
      Optional<Voice> voice,
      CoarseOptions options,
      Uniforms uniforms,
      StepListener listener) {
    CoarseWindows windows = new CoarseWindows(semantic, voice.orElse(null), options);
    Decoding decoding = null;
    try {
      while (windows.done() < windows.steps()) {
        if (decoding == null || !windows.continuesLastWindow()) {
          if (decoding != null) {
            decoding.close();
          }
          decoding = new Decoding(model, new Prompt(windows.prompt(), false));
        }
        drawWindow(decoding, windows, options, uniforms, listener);
      }
    } finally {
      if (decoding != null) {
        decoding.close();
      }
    }
    return windows.codes();
  }

  private void drawWindow(
      Decoding decoding,
      CoarseWindows windows,
      CoarseOptions options,
      Uniforms uniforms,
      StepListener listener) {
    int left = windows.leftInWindow();
    while (left > 0) {
      int count = Math.min(model.chunk(), left);
      windows.add(
          decoding.draw(count, windows.done(), RANGE, Ending.NEVER, options.sampling(), uniforms));
      left -= count;
      listener.advanced(windows.done(), windows.steps());
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
