package org.barkdjl.fine;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barkdjl.decode.StepListener;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.torch.TorchModel;
import org.barkdjl.voice.Voice;

/**
 * Stage 3: fills codebooks 2 to 7, one after the other in windows of 1024 frames (generate_fine in
 * bark/generation.py). Not safe to use from several threads at once.
 */
public final class FineStage implements AutoCloseable {
  private final TorchModel<FinePass, long[][]> model;

  private FineStage(TorchModel<FinePass, long[][]> model) {
    this.model = model;
  }

  /** Loads the stage. */
  public static FineStage load(Path archive, Device device) throws IOException {
    TorchModel<FinePass, long[][]> model =
        TorchModel.load(archive, device, FinePass.class, long[][].class, new FineTranslator());
    model.prepare();
    return new FineStage(model);
  }

  /** Passes through the model that so many frames take. */
  public static int steps(int frames, Optional<Voice> voice) {
    return FineWindows.windows(frames, voice.orElse(null))
        * (TokenSpace.CODEBOOKS - FineWindows.GIVEN);
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
    advance(List.of(sequence));
  }

  /**
   * Makes the next pass of several sequences that have one left; those that draw the same codebook
   * go through the model together. Each gets the codes that it gets alone.
   *
   * @throws org.barkdjl.error.InputException if recorded random numbers do not suffice
   * @throws org.barkdjl.error.ModelException if logits are NaN or infinite. In either case those
   *     that have not advanced can be tried again, one by one.
   */
  public void advance(List<FineSequence> sequences) {
    Map<Integer, List<FineSequence>> byCodebook =
        sequences.stream().collect(Collectors.groupingBy(FineSequence::codebook));
    byCodebook.forEach(this::pass);
  }

  private void pass(int codebook, List<FineSequence> sequences) {
    List<FinePass.Row> rows = sequences.stream().map(FineSequence::next).toList();
    long[][] drawn = model.run(new FinePass(codebook, rows));
    if (Arrays.stream(drawn).flatMapToLong(Arrays::stream).anyMatch(FineStage::isNone)) {
      throw model.notFinite();
    }
    for (int i = 0; i < drawn.length; i++) {
      sequences.get(i).take(drawn[i]);
    }
  }

  private static boolean isNone(long code) {
    return code >= TokenSpace.ENTRIES;
  }

  @Override
  public void close() {
    model.close();
  }
}
