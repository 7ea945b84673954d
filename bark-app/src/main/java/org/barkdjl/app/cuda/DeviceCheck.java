package org.barkdjl.app.cuda;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.BarkTokens;
import org.barkdjl.Generation;
import org.barkdjl.Priority;
import org.barkdjl.app.replay.Comparison;
import org.barkdjl.app.replay.RecordedCase;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.Sampling;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Devices;
import org.barkdjl.device.KernelFile;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.io.ByteCount;
import org.barkdjl.io.FolderTree;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.torch.Method;
import org.barkdjl.torch.TorchModel;

/** Does on a device what Bark does, with the built-in model, and compares with what must come. */
final class DeviceCheck {
  private static final List<String> TEXTS =
      List.of(
          "Good morning.",
          "I would like a cup of coffee, please.",
          "The train leaves at nine.",
          "Where is the nearest station?");

  /** libtorch keeps what it freed; beyond this, something is left behind. */
  private static final long MOST_GROWTH_BYTES = 256L << 20;

  /** Left to the GPU when its memory is filled: less than a generation needs. */
  private static final long LEFT_BYTES = 16L << 20;

  /** As nano's coarse stage has them on a CPU, with some room. */
  private static final double LEAST_COSINE = 0.999;

  private static final double LEAST_SHARE = 0.9;

  private final ModelStore store;
  private final Device device;
  private final BarkOptions options;
  private final int texts;
  private final double seconds;
  private final int generations;
  private final Consumer<Row> listener;
  private final List<Row> rows = new ArrayList<>();

  /**
   * What came of one check.
   *
   * @param ok whether it is as it must be
   * @param detail figures
   */
  record Row(String check, boolean ok, String detail) {
    String line() {
      return (ok ? "ok      " : "FAILED  ") + check + ": " + detail;
    }
  }

  /**
   * @param texts how many to speak
   * @param seconds of audio a text at most
   * @param generations between the two looks at the memory
   * @param listener told each row at once; may throw to end the check
   */
  DeviceCheck(
      ModelStore store,
      DeviceSpec device,
      int texts,
      double seconds,
      int generations,
      Consumer<Row> listener) {
    this.store = store;
    this.device = Devices.select(device);
    this.options = BarkOptions.DEFAULT.withDevice(device);
    this.texts = Math.min(texts, TEXTS.size());
    this.seconds = seconds;
    this.generations = generations;
    this.listener = listener;
  }

  /**
   * Checks everything.
   *
   * @param golden a folder of recorded runs of the original, with their checkpoints in {@code
   *     weights}
   */
  List<Row> run(Optional<Path> golden) throws IOException {
    if (golden.isPresent()) {
      recordings(golden.get());
    }
    ModelPackage exact = store.open(ModelStore.EMBEDDED, Precision.FP32);
    List<BarkResult> onCpu = all(exact, options.withDevice(DeviceSpec.CPU), Precision.FP32);
    try (Bark bark = Bark.open(exact, options.withPrecision(Precision.FP32))) {
      List<BarkResult> alone = alone(bark, requests());
      compare("fp32 as on a CPU", alone, onCpu);
      together(bark, alone);
      cancel(bark, alone.get(0));
      memory(bark);
      shortMemory(bark, alone.get(0));
    }
    compare("offloaded as not", all(exact, options.withOffload(true), Precision.FP32), onCpu);
    halfPrecision(exact);
    logits(exact, onCpu.get(0).tokens());
    return rows;
  }

  private void recordings(Path golden) throws IOException {
    Path temporary = Files.createTempDirectory("bark-check-");
    try (Stream<Path> files = Files.list(golden)) {
      ModelPackage model =
          ModelStore.assemble(
              golden.resolve("weights"), temporary.resolve("golden"), "golden", Precision.FP32);
      List<Path> cases = files.filter(file -> file.toString().endsWith(".npz")).sorted().toList();
      try (Bark bark = Bark.open(model, options.withPrecision(Precision.FP32))) {
        for (Path file : cases) {
          RecordedCase recorded = RecordedCase.read(file);
          BarkResult result = bark.generate(recorded.request());
          List<Comparison> stages = Comparison.of(result, recorded.tokens(), recorded.samples());
          heard(
              "recording " + file.getFileName(),
              stages.stream().allMatch(Comparison::equal),
              stages.stream()
                  .map(stage -> stage.stage() + " " + stage.detail())
                  .collect(Collectors.joining("; ")));
        }
      }
    } finally {
      new FolderTree(temporary).remove();
    }
  }

  private List<BarkRequest> requests() {
    SemanticOptions semantic =
        new SemanticOptions(
            Sampling.DEFAULT, true, OptionalDouble.of(0.2), OptionalDouble.of(seconds));
    List<BarkRequest> requests = new ArrayList<>();
    for (String text : TEXTS.subList(0, texts)) {
      requests.add(BarkRequest.of(text).withSeed(1 + requests.size()).withSemantic(semantic));
    }
    return requests;
  }

  private List<BarkResult> all(ModelPackage model, BarkOptions how, Precision precision)
      throws IOException {
    try (Bark bark = Bark.open(model, how.withPrecision(precision))) {
      return alone(bark, requests());
    }
  }

  private static List<BarkResult> alone(Bark bark, List<BarkRequest> requests) {
    return requests.stream().map(bark::generate).toList();
  }

  /** Other sums round otherwise, and then a draw may fall otherwise: most must be the same. */
  private void compare(String check, List<BarkResult> results, List<BarkResult> expected) {
    int equal = 0;
    double largest = 0;
    boolean finite = true;
    for (int i = 0; i < results.size(); i++) {
      float[] samples = results.get(i).samples();
      for (float sample : samples) {
        finite &= Float.isFinite(sample);
      }
      if (sameTokens(results.get(i), expected.get(i))) {
        equal++;
        for (int j = 0; j < samples.length; j++) {
          largest = Math.max(largest, Math.abs(samples[j] - expected.get(i).samples()[j]));
        }
      }
    }
    heard(
        check,
        finite && 2 * equal > results.size() && largest < 0.01,
        "%d of %d texts have the same tokens; where they have, samples differ by %.1e at most"
            .formatted(equal, results.size(), largest));
  }

  private static boolean sameTokens(BarkResult one, BarkResult other) {
    return one.samples().length == other.samples().length
        && Comparison.of(one, other.tokens(), other.samples()).stream()
            .filter(stage -> !stage.stage().equals("audio"))
            .allMatch(Comparison::equal);
  }

  private void together(Bark bark, List<BarkResult> alone) {
    List<BarkResult> together =
        bark.generate(requests(), BarkListener.NONE).stream().map(BarkOutcome::orThrow).toList();
    compare("together as alone", together, alone);
  }

  private void cancel(Bark bark, BarkResult expected) {
    Generation generation = bark.submit(requests().get(1), BarkListener.NONE, Priority.INTERACTIVE);
    generation.cancel();
    String how;
    try {
      generation.join();
      how = "it was through already";
    } catch (CancelledException e) {
      how = "cancelled";
    }
    BarkResult after = bark.generate(requests().get(0));
    heard("cancelling", sameTokens(after, expected), how + "; the next generation is as before");
  }

  private void memory(Bark bark) throws IOException {
    alone(bark, requests());
    long before = usedBytes();
    for (int i = 0; i < generations; i++) {
      bark.generate(requests().get(i % texts));
    }
    long growth = usedBytes() - before;
    heard(
        "memory",
        growth < MOST_GROWTH_BYTES,
        "%s before %d generations, %s after them"
            .formatted(ByteCount.of(before), generations, ByteCount.of(before + growth)));
  }

  private long usedBytes() throws IOException {
    return device.isGpu()
        ? CudaUtils.getGpuMemory(device).getUsed()
        : KernelFile.PROCESS.isThere() ? KernelFile.PROCESS.bytes("VmRSS").orElse(0) : 0;
  }

  /** With the GPU's memory taken, a generation fails; with it given back, it does not. */
  private void shortMemory(Bark bark, BarkResult expected) {
    if (!device.isGpu()) {
      return;
    }
    String how = "it had enough all the same";
    try (NDManager manager = NDManager.newBaseManager(device)) {
      long free =
          CudaUtils.getGpuMemory(device).getMax() - CudaUtils.getGpuMemory(device).getUsed();
      manager.create(new Shape(Math.max(1, free - LEFT_BYTES)), DataType.INT8);
      bark.generate(requests().get(1));
    } catch (DeviceException e) {
      how = e.getMessage();
    }
    heard("memory that is short", sameTokens(bark.generate(requests().get(0)), expected), how);
  }

  /** Greedily, so that rounding shows where it changes the likeliest token. */
  private void halfPrecision(ModelPackage exact) throws IOException {
    List<BarkRequest> greedy =
        requests().stream()
            .map(
                request ->
                    request.withSemantic(
                        request
                            .options()
                            .semantic()
                            .withSampling(Sampling.DEFAULT.withArgMax(true))))
            .toList();
    List<BarkResult> half;
    try (Bark bark =
        Bark.open(
            store.open(ModelStore.EMBEDDED, Precision.FP16),
            options.withPrecision(Precision.FP16))) {
      half = alone(bark, greedy);
    } catch (DeviceException e) {
      heard("fp16 and fp32", true, "not here: " + e.getMessage());
      return;
    }
    int equal = 0;
    int count = 0;
    try (Bark bark = Bark.open(exact, options.withPrecision(Precision.FP32))) {
      for (int i = 0; i < greedy.size(); i++) {
        int[] one = bark.generate(greedy.get(i)).tokens().semantic();
        int[] other = half.get(i).tokens().semantic();
        int first = Arrays.mismatch(one, other);
        equal += first < 0 ? one.length : first;
        count += one.length;
      }
    }
    heard(
        "fp16 and fp32",
        equal > 0,
        "of %d likeliest semantic tokens in fp32, fp16 has the same %d before the first other one"
            .formatted(count, equal));
  }

  /**
   * Of the coarse stage, reading what was spoken: rounding cannot lead one astray from the other.
   */
  private void logits(ModelPackage exact, BarkTokens spoken) throws IOException {
    int[] semantic = spoken.semantic();
    int steps = TokenSpace.COARSE_CODEBOOKS * spoken.coarse()[0].length;
    long[] ids = new long[Math.min(TokenSpace.CONTEXT, semantic.length + steps)];
    for (int i = 0; i < ids.length; i++) {
      int step = i - semantic.length;
      int codebook = Math.floorMod(step, TokenSpace.COARSE_CODEBOOKS);
      ids[i] =
          step < 0
              ? semantic[i]
              : TokenSpace.SEMANTIC
                  + codebook * TokenSpace.ENTRIES
                  + spoken.coarse()[codebook][step / TokenSpace.COARSE_CODEBOOKS];
    }
    float[] expected = score(exact.archive(Part.COARSE, Precision.FP32), ids);
    float[] actual =
        score(
            store.open(ModelStore.EMBEDDED, Precision.FP16).archive(Part.COARSE, Precision.FP16),
            ids);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Shape shape = new Shape(ids.length, expected.length / ids.length);
      NDArray one = manager.create(expected, shape); // (T, V)
      NDArray other = manager.create(actual, shape); // (T, V)
      int[] rows = {1};
      NDArray cosines = one.mul(other).sum(rows).div(one.norm(rows).mul(other.norm(rows))); // (T)
      NDArray agree = one.argMax(1).eq(other.argMax(1)); // (T)
      double cosine = cosines.mean().getFloat();
      long same = agree.toType(DataType.INT64, false).sum().getLong();
      heard(
          "logits of fp16 and fp32",
          cosine > LEAST_COSINE && same > LEAST_SHARE * ids.length,
          "cosine %.5f; the likeliest token is the same at %d of %d positions"
              .formatted(cosine, same, ids.length));
    }
  }

  private float[] score(Path archive, long[] ids) throws IOException {
    try (TorchModel<long[], float[]> model =
        CausalModel.open(
            archive,
            device,
            CoarseSequence.RANGE,
            long[].class,
            float[].class,
            new ScoreTranslator())) {
      return model.run(ids);
    }
  }

  /** Calls {@code forward} of gpt.py: a row of logits a position. */
  private static final class ScoreTranslator implements NoBatchifyTranslator<long[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, long[] ids) {
      Method call = new Method("forward", context.getNDManager());
      return call.with(call.manager().create(ids)).withFlag(false).toList();
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toType(DataType.FLOAT32, false).toFloatArray();
    }
  }

  private void heard(String check, boolean ok, String detail) {
    Row row = new Row(check, ok, detail);
    rows.add(row);
    listener.accept(row);
  }
}
