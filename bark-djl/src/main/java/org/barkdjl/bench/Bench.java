package org.barkdjl.bench;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelFile.Part;
import org.barkdjl.model.ModelPackage;

/**
 * Measures this machine, then the parts of a model against it. Sets libtorch's number of threads
 * for the whole process. On CUDA it is written from the design and untested.
 */
public final class Bench {
  /** Opens the model in a definite precision. */
  public interface Source {
    ModelPackage open(Precision precision) throws IOException;
  }

  private final BenchOptions options;
  private final Consumer<BenchRow> listener;

  /**
   * @param listener told each row once it is measured; may throw to end the benchmark
   */
  public Bench(BenchOptions options, Consumer<BenchRow> listener) {
    this.options = options;
    this.listener = listener;
  }

  /** Measures what the options ask for. */
  public BenchReport run(Source source) throws IOException {
    long start = System.nanoTime();
    Device device = Devices.select(options.device());
    int threads = options.threads() > 0 ? options.threads() : JniUtils.getNumThreads();
    double engineStartMillis = (System.nanoTime() - start) / 1e6;
    List<MachineLimits> machine = machine(device, threads);
    BenchRun run = new BenchRun(device, machine.get(machine.size() - 1), options.runs(), listener);
    Set<Precision> fineMeasured = new HashSet<>();
    Manifest manifest = null;
    for (Precision asked : options.precisions()) {
      Precision precision = Devices.precision(asked, device);
      ModelPackage model = source.open(precision);
      causal(run, model, new Setting(precision, threads, 1));
      Precision fine = Devices.finePrecision(precision, device);
      if (fineMeasured.add(fine)) {
        fine(run, model, new Setting(fine, threads, 1));
      }
      if (manifest == null) {
        codec(run, model, new Setting(Precision.FP32, threads, 1));
      }
      pipeline(run, model, new Setting(precision, threads, 1));
      manifest = model.manifest();
    }
    return new BenchReport(
        manifest.name(),
        Devices.name(device),
        Runtime.getRuntime().availableProcessors(),
        engineStartMillis,
        machine,
        run.rows());
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

  private void causal(BenchRun run, ModelPackage model, Setting setting) throws IOException {
    Manifest manifest = model.manifest();
    if (options.parts().contains(BenchPart.SEMANTIC)) {
      new CausalBench(run, BenchPart.SEMANTIC, setting, manifest.semantic())
          .measure(model.archive(Part.SEMANTIC, setting.precision()));
    }
    if (options.parts().contains(BenchPart.COARSE)) {
      new CausalBench(run, BenchPart.COARSE, setting, manifest.coarse())
          .measure(model.archive(Part.COARSE, setting.precision()));
    }
  }

  private void fine(BenchRun run, ModelPackage model, Setting setting) throws IOException {
    if (options.parts().contains(BenchPart.FINE)) {
      new FineBench(run, setting, model.manifest().fine())
          .measure(model.archive(Part.FINE, setting.precision()));
    }
  }

  private void codec(BenchRun run, ModelPackage model, Setting setting) throws IOException {
    if (options.parts().contains(BenchPart.CODEC)) {
      new CodecBench(run, setting, options.audio())
          .measure(model.archive(Part.CODEC, setting.precision()));
    }
  }

  private void pipeline(BenchRun run, ModelPackage model, Setting setting) throws IOException {
    if (options.parts().contains(BenchPart.PIPELINE)) {
      new PipelineBench(run, setting, options.audio()).measure(model, options.device());
    }
  }
}
