package org.barkdjl.codec;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.barkdjl.torch.TorchModel;

/**
 * Stage 4: EnCodec's decoder, codes to samples (Défossez et al. 2022, "High Fidelity Neural Audio
 * Compression"). Not safe to use from several threads at once.
 */
public final class CodecStage implements AutoCloseable {
  private final TorchModel<List<int[][]>, float[][]> model;

  private CodecStage(TorchModel<List<int[][]>, float[][]> model) {
    this.model = model;
  }

  /** Loads the stage. */
  @SuppressWarnings("unchecked") // a class has no type arguments
  public static CodecStage load(Path archive, Device device) throws IOException {
    TorchModel<List<int[][]>, float[][]> model =
        TorchModel.load(
            archive,
            device,
            (Class<List<int[][]>>) (Class<?>) List.class,
            float[][].class,
            new CodecTranslator());
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
    return decode(List.<int[][]>of(codes), 1).get(0);
  }

  /**
   * Decodes several signals, those of like lengths together. No sample depends on the frames behind
   * it, so padding changes nothing.
   *
   * @param signals codes of each, as above
   * @param width how many go through the model at once at most
   * @return samples of each
   * @throws org.barkdjl.error.ModelException if any are NaN or infinite
   */
  public List<float[]> decode(List<int[][]> signals, int width) {
    List<Integer> byLength = new ArrayList<>();
    IntStream.range(0, signals.size()).forEach(byLength::add);
    byLength.sort(Comparator.comparingInt(i -> frames(signals.get(i))));
    float[][] samples = new float[signals.size()][];
    for (int start = 0; start < samples.length; start += width) {
      List<Integer> group = byLength.subList(start, Math.min(start + width, samples.length));
      float[][] decoded = model.run(group.stream().map(signals::get).toList());
      int longest = frames(signals.get(group.get(group.size() - 1)));
      for (int i = 0; i < decoded.length; i++) {
        int one = group.get(i);
        int own = decoded[i].length / longest * frames(signals.get(one));
        samples[one] = finite(Arrays.copyOf(decoded[i], own));
      }
    }
    return List.of(samples);
  }

  private float[] finite(float[] samples) {
    for (float sample : samples) {
      if (!Float.isFinite(sample)) {
        throw model.notFinite();
      }
    }
    return samples;
  }

  private static int frames(int[][] codes) {
    return codes[0].length;
  }

  @Override
  public void close() {
    model.close();
  }
}
