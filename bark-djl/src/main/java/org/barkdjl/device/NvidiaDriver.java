package org.barkdjl.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What NVIDIA's driver says of this machine, asked without libtorch (CUDA's driver API, {@code
 * cuda.h}).
 *
 * @param there whether the driver's library could be loaded, and is one
 * @param cuda the newest CUDA that it supports, as 1000 * major + 10 * minor; 0 if unknown
 * @param error what its start came to; 0 is success
 * @param gpus what it shows, in the order of {@code cuda:0}, {@code cuda:1}
 */
public record NvidiaDriver(boolean there, int cuda, int error, List<Gpu> gpus) {
  private static final int NO_DEVICE = 100;

  /** CUDA 12.4's libraries run with the driver of any CUDA 12 (NVIDIA's minor version rule). */
  private static final int LEAST_CUDA = 12_000;

  /** The libtorch of cu124 holds kernels for 5.0, 6.0, 7.0, 7.5, 8.0, 8.6 and 9.0, and no PTX. */
  private static final int LEAST_MAJOR = 5;

  private static final int MOST_MAJOR = 9;

  private static final int MAJOR_ATTRIBUTE = 75;
  private static final int MINOR_ATTRIBUTE = 76;
  private static final int NAME_BYTES = 256;

  /**
   * One GPU.
   *
   * @param bytes its memory
   * @param major of its compute capability, which says whose machine code it runs
   */
  public record Gpu(String name, long bytes, int major, int minor) {
    /** Why libtorch cannot use it; empty if it can. */
    public Optional<String> obstacle() {
      return major >= LEAST_MAJOR && major <= MOST_MAJOR
          ? Optional.empty()
          : Optional.of(
              "%s is too %s: its compute capability is %d.%d, and libtorch has kernels for %d.0 to %d.x"
                  .formatted(
                      name,
                      major < LEAST_MAJOR ? "old" : "new",
                      major,
                      minor,
                      LEAST_MAJOR,
                      MOST_MAJOR));
    }
  }

  public NvidiaDriver {
    gpus = List.copyOf(gpus);
  }

  /** Asks the driver of this machine. */
  public static NvidiaDriver probe() {
    return probe(Platform.isWindows() ? "nvcuda" : "libcuda.so.1");
  }

  /** Asks a driver by its library's name or path. */
  static NvidiaDriver probe(String library) {
    try {
      return of(NativeLibrary.getInstance(library));
    } catch (LinkageError e) { // it is not there, is none, or JNA has no room to unpack itself
      return new NvidiaDriver(false, 0, 0, List.of());
    }
  }

  private static NvidiaDriver of(NativeLibrary driver) {
    IntByReference cuda = new IntByReference();
    call(driver, "cuDriverGetVersion", cuda);
    int error = call(driver, "cuInit", 0);
    List<Gpu> gpus = new ArrayList<>();
    if (error == 0) {
      IntByReference count = new IntByReference();
      error = call(driver, "cuDeviceGetCount", count);
      for (int i = 0; i < count.getValue(); i++) {
        gpus.add(gpu(driver, i));
      }
    }
    return new NvidiaDriver(true, cuda.getValue(), error, gpus);
  }

  private static Gpu gpu(NativeLibrary driver, int ordinal) {
    IntByReference handle = new IntByReference();
    call(driver, "cuDeviceGet", handle, ordinal);
    int device = handle.getValue();
    LongByReference bytes = new LongByReference();
    call(driver, "cuDeviceTotalMem_v2", bytes, device);
    IntByReference major = new IntByReference();
    call(driver, "cuDeviceGetAttribute", major, MAJOR_ATTRIBUTE, device);
    IntByReference minor = new IntByReference();
    call(driver, "cuDeviceGetAttribute", minor, MINOR_ATTRIBUTE, device);
    try (Memory name = new Memory(NAME_BYTES)) {
      name.clear();
      call(driver, "cuDeviceGetName", name, NAME_BYTES, device);
      return new Gpu(
          name.getString(0, UTF_8.name()), bytes.getValue(), major.getValue(), minor.getValue());
    }
  }

  private static int call(NativeLibrary driver, String function, Object... arguments) {
    return driver.getFunction(function).invokeInt(arguments);
  }

  /**
   * Why libtorch for CUDA 12.4 cannot work here, in words; empty if one of the GPUs fits. What it
   * cannot know is whether that libtorch is installed.
   */
  public Optional<String> obstacle() {
    if (!there) {
      return Optional.of("there is no NVIDIA driver (its library libcuda.so.1 cannot be loaded)");
    }
    if (cuda < LEAST_CUDA) {
      return Optional.of(
          "the NVIDIA driver is too old: it is for CUDA %s, and libtorch needs %s or newer"
              .formatted(version(cuda), version(LEAST_CUDA)));
    }
    if (error == NO_DEVICE || (error == 0 && gpus.isEmpty())) {
      return Optional.of("the NVIDIA driver shows no GPU (CUDA_VISIBLE_DEVICES may hide it)");
    }
    if (error != 0) {
      return Optional.of("the NVIDIA driver does not start (CUDA error %d)".formatted(error));
    }
    List<String> unfit =
        gpus.stream().map(Gpu::obstacle).flatMap(Optional::stream).distinct().toList();
    return unfit.size() < gpus.size() ? Optional.empty() : Optional.of(String.join("; ", unfit));
  }

  /** {@code 12.4}. */
  public String cudaVersion() {
    return version(cuda);
  }

  private static String version(int cuda) {
    return cuda / 1000 + "." + cuda % 1000 / 10;
  }
}
