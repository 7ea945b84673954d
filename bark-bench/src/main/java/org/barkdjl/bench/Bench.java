package org.barkdjl.bench;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.Part;
import org.barkdjl.torch.Djl;

/**
 * Measures this machine, then the parts of a model against it. Libtorch's number of threads is set
 * for the whole process meanwhile. On CUDA it is written from the design and untested.
 */
public final class Bench {
  /** Opens the model. */
  public interface Source {
    /**
     * Opens it in each precision.
     *
     * @param precisions definite ones, each once
     */
    List<ModelPackage> open(List<Precision> precisions) throws IOException;
  }

  private final BenchOptions options;
  private final RandomModels random;
  private final Consumer<BenchRow> listener;

  /**
   * @param random where models of sizes that no Bark has are made
   * @param listener told each row once it is measured; may throw to end the benchmark
   */
  public Bench(BenchOptions options, RandomModels random, Consumer<BenchRow> listener) {
    this.options = options;
    this.random = random;
    this.listener = listener;
  }

  /** Measures what the options ask for; afterwards libtorch has as many threads as before. */
  public BenchReport run(Source source) throws IOException {
    long start = System.nanoTime();
    Device device = Devices.select(options.device());
    int before = JniUtils.getNumThreads();
    double engineStartMillis = (System.nanoTime() - start) / 1e6;
    List<Precision> precisions =
        options.precisions().stream()
            .map(asked -> Devices.precision(asked, device))
            .distinct()
            .toList();
    List<ModelPackage> models = source.open(precisions);
    int threads = options.threads() > 0 ? options.threads() : before;
    try {
      List<MachineLimits> machine = machine(device, threads);
      MachineLimits limits = machine.get(machine.size() - 1);
      BenchRun run = new BenchRun(device, limits, options.runs(), options.batches(), listener);
      for (int i = 0; i < models.size(); i++) {
        measure(run, models.get(i), new BenchSetting(precisions.get(i), threads, 1));
      }
      return new BenchReport(
          models.get(0).manifest().name(),
          Devices.name(device),
          Djl.libtorch(),
          Runtime.getRuntime().availableProcessors(),
          engineStartMillis,
          machine,
          run.rows());
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  /** The fine stage and the codec may be the same in several precisions of the causal stages. */
  private void measure(BenchRun run, ModelPackage model, BenchSetting setting) throws IOException {
    causal(run, model, setting);
    Precision fine =
        model.kept(Part.FINE, Devices.finePrecision(setting.precision(), run.device()));
    if (!run.has(BenchPart.FINE, fine)) {
      fine(run, model, new BenchSetting(fine, setting.threads(), 1));
    }
    if (!run.has(BenchPart.CODEC, Precision.FP32)) {
      codec(run, model, new BenchSetting(Precision.FP32, setting.threads(), 1));
    }
    pipeline(run, model, setting);
    dispatch(run, setting.threads());
  }

  /** Ends with the limits for the threads that the models will have. */
  private static List<MachineLimits> machine(Device device, int threads) throws IOException {
    MachineProbe probe = new MachineProbe(device);
    List<MachineLimits> machine = new ArrayList<>();
    if (threads > 1) {
      machine.add(probe.measure(1));
    }
    machine.add(probe.measure(threads));
    return machine;
  }

  private void causal(BenchRun run, ModelPackage model, BenchSetting setting) throws IOException {
    Manifest manifest = model.manifest();
    causal(run, model, setting, BenchPart.SEMANTIC, Part.SEMANTIC, manifest.semantic());
    causal(run, model, setting, BenchPart.COARSE, Part.COARSE, manifest.coarse());
  }

  /** Of a model kept in fp32 for int8, too, both are the same. */
  private void causal(
      BenchRun run,
      ModelPackage model,
      BenchSetting setting,
      BenchPart benchPart,
      Part part,
      GptConfig config)
      throws IOException {
    Precision kept = model.kept(part, setting.precision());
    if (options.parts().contains(benchPart) && !run.has(benchPart, kept)) {
      new CausalBench(run, benchPart, new BenchSetting(kept, setting.threads(), 1), config)
          .measure(model.archive(part, kept));
    }
  }

  private void fine(BenchRun run, ModelPackage model, BenchSetting setting) throws IOException {
    if (options.parts().contains(BenchPart.FINE)) {
      new FineBench(run, setting, model.manifest().fine())
          .measure(model.archive(Part.FINE, setting.precision()));
    }
  }

  private void codec(BenchRun run, ModelPackage model, BenchSetting setting) throws IOException {
    if (options.parts().contains(BenchPart.CODEC)) {
      new CodecBench(run, setting, options.audio())
          .measure(model.archive(Part.CODEC, setting.precision()));
    }
  }

  private void pipeline(BenchRun run, ModelPackage model, BenchSetting setting) throws IOException {
    if (options.parts().contains(BenchPart.PIPELINE)) {
      new PipelineBench(run, setting, options.audio()).measure(model, options.device());
    }
  }

  /** Once, in the precision that adds no operations of its own. */
  private void dispatch(BenchRun run, int threads) throws IOException {
    Precision precision = run.device().isGpu() ? Precision.FP16 : Precision.FP32;
    if (options.parts().contains(BenchPart.DISPATCH) && !run.has(BenchPart.DISPATCH, precision)) {
      ModelPackage thin = random.open(RandomSize.THIN, List.of(precision)).get(0);
      new DispatchBench(run, new BenchSetting(precision, threads, 1))
          .measure(thin.archive(Part.COARSE, precision));
    }
  }
}
