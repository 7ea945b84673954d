package org.barkdjl.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.Problem;
import org.barkdjl.io.ByteCount;
import org.barkdjl.torch.Djl;
import org.barkdjl.torch.NativeFolder;

/** Every choice of a device and of what is computed on it in which precision is made here. */
public final class Devices {
  /** Causal tokens a call: few enough to show progress and to cancel at once. */
  private static final int CPU_CHUNK = 32;

  /** On CUDA a look at the tokens waits for the device, so there are fewer. */
  private static final int CUDA_CHUNK = 64;

  /** More rows read no less memory a token that counts: each reads its own keys and values. */
  private static final int MOST_CPU_ROWS = 8;

  /** A step takes hardly longer for more rows until their keys and values outweigh the weights. */
  private static final int MOST_CUDA_ROWS = 64;

  /** A window of 1024 frames fills a GPU half already; nobody has measured this yet. */
  private static final int CUDA_TOGETHER = 8;

  /**
   * From this width on a GPT's int8 products are faster than fp32 ones; below, scaling what goes
   * into them takes more than they spare. Measured: docs/PERFORMANCE.md.
   */
  private static final int LEAST_INT8_WIDTH = 256;

  private static final String NOT_INSTALLED =
      "a GPU is there, but the libtorch for CUDA is not installed";

  private Devices() {}

  /**
   * A device and whether it can be used.
   *
   * @param name {@code cpu} or {@code cuda:N}
   * @param usable whether {@link #select} would give it
   * @param detail why, or why not, in words
   */
  public record Found(String name, boolean usable, String detail) {}

  /** Every device, CPU first; CUDA is listed even where it cannot be used. */
  public static List<Found> list() {
    Engine engine = engine();
    List<Found> found = new ArrayList<>();
    found.add(
        new Found(
            "cpu",
            true,
            "%d cores, libtorch %s"
                .formatted(Runtime.getRuntime().availableProcessors(), Djl.libtorch())));
    NvidiaDriver driver = NvidiaDriver.probe();
    int gpus = engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    for (int i = 0; i < gpus; i++) {
      found.add(gpu(i, driver));
    }
    if (gpus == 0) {
      found.add(new Found("cuda", false, driver.obstacle().orElseGet(Devices::noCuda)));
    }
    return found;
  }

  /**
   * The device asked for. CUDA that cannot be used is an error, never replaced by the CPU.
   *
   * @throws DeviceException if it cannot be used, saying why
   */
  public static Device select(DeviceSpec spec) {
    if (spec.kind() == DeviceSpec.Kind.CPU) {
      engine();
      return Device.cpu();
    }
    List<Found> cuda = list().stream().skip(1).toList(); // none, or one a GPU
    if (spec.kind() == DeviceSpec.Kind.CUDA) {
      return cuda(spec.index(), cuda);
    }
    for (int i = 0; i < cuda.size(); i++) {
      if (cuda.get(i).usable()) {
        return Device.gpu(i);
      }
    }
    return Device.cpu();
  }

  private static Device cuda(int index, List<Found> all) {
    if (all.stream().noneMatch(Found::usable)) {
      String why = all.get(0).detail();
      throw new DeviceException(
          why.equals(NOT_INSTALLED) ? Problem.NO_CUDA_LIBTORCH : Problem.NO_CUDA,
          "CUDA cannot be used: " + why + ".");
    }
    if (index >= all.size()) {
      throw new DeviceException(
          "There is no cuda:%d: the last device is %s."
              .formatted(index, all.get(all.size() - 1).name()));
    }
    if (!all.get(index).usable()) {
      throw new DeviceException(
          "cuda:%d cannot be used: %s.".formatted(index, all.get(index).detail()));
    }
    return Device.gpu(index);
  }

  /**
   * The precision of the causal stages on a device, never AUTO.
   *
   * @throws DeviceException if the device does not compute in the precision asked for
   */
  public static Precision precision(Precision asked, Device device) {
    if (asked == Precision.AUTO) {
      if (device.isGpu()) {
        return Precision.FP16;
      }
      return hasFbgemm() ? Precision.INT8 : Precision.FP32;
    }
    if (asked == Precision.INT8 && device.isGpu()) {
      throw new DeviceException("int8 is for CPUs; " + name(device) + " computes in fp16 or fp32.");
    }
    if (asked != Precision.FP32 && !device.isGpu() && !hasFbgemm()) {
      throw new DeviceException(
          "%s on CPU needs an x86_64 processor; others compute in fp32.".formatted(asked.id()));
    }
    return asked;
  }

  /**
   * The precision in which a GPT's weights are kept for one that is asked for. int8 costs accuracy,
   * so a GPT that it makes no faster is kept in fp32.
   *
   * @param asked a definite one
   * @param width the GPT's
   */
  public static Precision keptPrecision(Precision asked, int width) {
    return asked == Precision.INT8 && width < LEAST_INT8_WIDTH ? Precision.FP32 : asked;
  }

  /** The fine stage multiplies large matrices, where fp16 is no gain on CPU. */
  public static Precision finePrecision(Precision causal, Device device) {
    return causal == Precision.FP16 && !device.isGpu() ? Precision.FP32 : causal;
  }

  /** Causal tokens a call into libtorch. */
  public static int chunk(Device device) {
    return device.isGpu() ? CUDA_CHUNK : CPU_CHUNK;
  }

  /**
   * How the causal stages attend: a launch on CUDA takes longer than the little that it does for a
   * row, a call on CPU does not.
   */
  public static Attention attention(Device device) {
    return device.isGpu() ? Attention.ALL_ROWS : Attention.ROW_BY_ROW;
  }

  /** Bytes of a number in the causal stages' caches. */
  public static int scalarBytes(Precision causal, Device device) {
    return causal == Precision.FP16 && device.isGpu() ? 2 : 4;
  }

  /**
   * Sequences to decode together: as many as fit into half of the memory that is free, one at
   * least, and no more than help.
   *
   * @param bytes what one takes
   */
  public static int rows(Device device, long bytes) {
    long fit = FreeMemory.bytes(device) / 2 / Math.max(1, bytes);
    int most = device.isGpu() ? MOST_CUDA_ROWS : MOST_CPU_ROWS;
    return Math.toIntExact(Math.max(1, Math.min(most, fit)));
  }

  /** Windows of the fine stage, and signals of the codec, to work on together at most. */
  public static int together(Device device) {
    return device.isGpu() ? CUDA_TOGETHER : 1;
  }

  /** {@code cpu} or {@code cuda:N}. */
  public static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  /** FBGEMM, libtorch's library of int8 and fp16 products on CPU, is built for x86_64 alone. */
  private static boolean hasFbgemm() {
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  private static Found gpu(int index, NvidiaDriver driver) {
    String libtorch = "libtorch " + Djl.libtorch();
    if (index >= driver.gpus().size()) {
      return new Found("cuda:" + index, true, libtorch);
    }
    NvidiaDriver.Gpu gpu = driver.gpus().get(index);
    String about =
        "%s, %s, compute capability %d.%d, %s"
            .formatted(gpu.name(), ByteCount.of(gpu.bytes()), gpu.major(), gpu.minor(), libtorch);
    // A libtorch of the user's own may have other kernels.
    Optional<String> obstacle =
        Djl.libtorch().endsWith(" cu124") ? gpu.obstacle() : Optional.empty();
    return new Found("cuda:" + index, obstacle.isEmpty(), obstacle.orElse(about));
  }

  /** The driver is well, and a GPU fits. */
  private static String noCuda() {
    return Djl.isForCuda()
        ? "libtorch "
            + Djl.libtorch()
            + " finds no GPU, though the driver shows one; its libraries may not belong together"
        : NOT_INSTALLED;
  }

  private static Engine engine() {
    Djl.stayLocal();
    try {
      return Engine.getEngine(Djl.ENGINE);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new DeviceException("libtorch cannot be loaded: " + reasons(e) + remedy(), e);
    }
  }

  /** DJL's own sentence hides the system's, which is among the causes. */
  private static String reasons(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.joining(": "));
  }

  private static String remedy() {
    String folder = System.getProperty(NativeFolder.LIBTORCH_PATH);
    return folder == null
        ? "."
        : ". The files in "
            + folder
            + " may be damaged, or their file system mounted noexec. What the program unpacked there"
            + " itself may be removed: it is unpacked again.";
  }
}
