package org.barkdjl.decode;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.device.Attention;
import org.barkdjl.device.Devices;
import org.barkdjl.error.ModelException;
import org.barkdjl.torch.TorchModel;
import org.barkdjl.torchscript.WrittenArchive;

/**
 * A causal GPT of Bark, loaded: the semantic or the coarse stage. Not safe to use from several
 * threads at once.
 */
public final class CausalModel implements DecoderModel, AutoCloseable {
  private final TorchModel<Chunk, long[][]> model;
  private final Caches caches;
  private final int chunk;

  private CausalModel(TorchModel<Chunk, long[][]> model, Caches caches, int chunk) {
    this.model = model;
    this.caches = caches;
    this.chunk = chunk;
  }

  /**
   * Loads an archive.
   *
   * @param drawn all logits that will be drawn from; the weights of others are dropped
   * @param chunk tokens a call; 0: chosen for the device
   */
  public static CausalModel load(
      Path archive, Device device, Attention attention, LogitRange drawn, int chunk)
      throws IOException {
    TorchModel<Chunk, long[][]> model =
        open(
            archive,
            device,
            drawn,
            Chunk.class,
            long[][].class,
            new GenerateTranslator(drawn.low()));
    Caches caches =
        switch (attention) {
          case ROW_BY_ROW -> new OwnCaches(model, !device.isGpu());
          case ALL_ROWS -> new SlotCaches(model, drawn.low());
        };
    return new CausalModel(model, caches, chunk > 0 ? chunk : Devices.chunk(device));
  }

  /**
   * Loads an archive for one method of its program.
   *
   * @param drawn as above
   */
  public static <I, O> TorchModel<I, O> open(
      Path archive,
      Device device,
      LogitRange drawn,
      Class<I> input,
      Class<O> output,
      Translator<I, O> translator)
      throws IOException {
    WrittenArchive.Place table = new WrittenArchive(archive).place("wte");
    TorchModel<I, O> model = TorchModel.load(archive, device, input, output, translator);
    try (Predictor<WrittenArchive.Place, Void> map =
        model.method(new MapTableTranslator(archive))) {
      model.run(map, table);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    model.prepare(drawn.low(), drawn.end());
    return model;
  }

  @Override
  public int chunk() {
    return chunk;
  }

  @Override
  public DecoderRow read(Prompt prompt) {
    return new DecoderRow(this, prompt);
  }

  /** Says how many rows there may be at a time: no more memory than for them is taken ahead. */
  public void expect(int rows) {
    caches.expect(rows);
  }

  KeyValueCache prefill(Prompt prompt) {
    return caches.prefill(prompt);
  }

  @Override
  public int[][] draw(List<? extends Row> rows, List<StepParameters> parameters, int count) {
    List<Chunk.Row> inputs = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      inputs.add(((DecoderRow) rows.get(i)).next(count, parameters.get(i)));
    }
    long[][] tokens = caches.generate(inputs);
    int[][] drawn = new int[rows.size()][];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = ((DecoderRow) rows.get(i)).take(tokens[i], inputs.get(i));
    }
    return drawn;
  }

  @Override
  public ModelException notFinite() {
    return model.notFinite();
  }

  @Override
  public void close() {
    caches.close();
    model.close();
  }
}
