package org.barkdjl.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;

/**
 * A TorchScript archive loaded as a DJL model. Its methods are reached through Predictors, one a
 * method; those are not safe to share between threads.
 *
 * @param <I> input of the main method
 * @param <O> output of the main method
 */
public final class TorchModel<I, O> implements AutoCloseable {
  private final Path archive;
  private final ZooModel<I, O> model;
  private final Predictor<I, O> predictor;

  private TorchModel(Path archive, ZooModel<I, O> model) {
    this.archive = archive;
    this.model = model;
    this.predictor = model.newPredictor();
  }

  /**
   * Loads an archive straight onto a device.
   *
   * @throws ModelException if libtorch refuses it
   */
  public static <I, O> TorchModel<I, O> load(
      Path archive, Device device, Class<I> input, Class<O> output, Translator<I, O> translator)
      throws IOException {
    Criteria<I, O> criteria =
        Criteria.builder()
            .setTypes(input, output)
            .optEngine(Djl.ENGINE)
            .optModelPath(archive.getParent())
            .optModelName(archive.getFileName().toString())
            .optDevice(device)
            .optTranslator(translator)
            .optOption("mapLocation", "true") // a string: anything else is ignored
            .build();
    try {
      return new TorchModel<>(archive, criteria.loadModel());
    } catch (ModelNotFoundException | MalformedModelException | RuntimeException e) {
      throw TorchFailure.ofDevice(e, "to load " + archive)
          .<RuntimeException>map(Function.identity())
          .orElseGet(
              () ->
                  new ModelException(
                      archive + " cannot be loaded; remove the model and install it again.", e));
    }
  }

  /**
   * Calls the program's {@code prepare}, once, before anything else; closes this if it fails.
   *
   * @param numbers what the program wants to be told
   */
  public void prepare(long... numbers) {
    try (Predictor<Void, Void> prepare = method(new PrepareTranslator(numbers))) {
      run(prepare, null);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Runs the main method. */
  public O run(I input) {
    return run(predictor, input);
  }

  /** A Predictor for another method of the program; closed by the caller. */
  public <P, Q> Predictor<P, Q> method(Translator<P, Q> translator) {
    return model.newPredictor(translator);
  }

  /**
   * Runs a method. Only on a GPU does libtorch watch it and rewrite its graph: on CPU it fuses
   * nothing, and what it keeps for that and the time it takes are for nothing. Libtorch asks a
   * variable of the thread, so each call sets it.
   */
  public <P, Q> Q run(Predictor<P, Q> method, P input) {
    JniUtils.setGraphExecutorOptimize(model.getNDManager().getDevice().isGpu());
    try {
      return method.predict(input);
    } catch (TranslateException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  /** What to throw if results are NaN or infinite. */
  public ModelException notFinite() {
    return new ModelException(
        Problem.NOT_FINITE,
        archive
            + " computes NaN or infinity: the model is damaged, or its numbers are too large for its precision.");
  }

  private RuntimeException failure(TranslateException e) {
    return TorchFailure.ofDevice(e, "to run " + archive.getFileName())
        .<RuntimeException>map(Function.identity())
        .orElseGet(() -> new ModelException(archive + " failed: " + firstLine(e), e));
  }

  /** DJL puts its classes' names into messages of those that wrap the first. */
  private static String firstLine(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
