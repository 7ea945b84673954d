package org.barkdjl;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.barkdjl.codec.CodeCheck;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelPackage;

/**
 * The engine: a model loaded on a device. Any thread may call it; requests queue and run one at a
 * time in the order of their calls, each with all of libtorch's threads.
 */
public final class Bark implements AutoCloseable {
  private final Manifest manifest;
  private final Device device;
  private final Precision precision;
  private final int rows;
  private final Stages stages;
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean closed;

  private Bark(Manifest manifest, Device device, Precision precision, int rows, Stages stages) {
    this.manifest = manifest;
    this.device = device;
    this.precision = precision;
    this.rows = rows;
    this.stages = stages;
  }

  /**
   * Loads a model.
   *
   * @throws org.barkdjl.error.DeviceException if the device cannot be used
   * @throws org.barkdjl.error.ModelException if the model is damaged, or was not installed in the
   *     precision
   */
  public static Bark open(ModelPackage model, BarkOptions options) throws IOException {
    Device device = Devices.select(options.device());
    Precision precision = Devices.precision(options.precision(), device);
    if (options.threads() > 0) {
      JniUtils.setNumThreads(options.threads());
    }
    Stages stages = Stages.load(model, device, precision, options.chunk(), options.offload());
    try {
      int rows =
          options.rows() > 0
              ? options.rows()
              : Devices.rows(
                  device, rowBytes(model.manifest(), Devices.scalarBytes(precision, device)));
      return new Bark(model.manifest(), device, precision, rows, stages);
    } catch (RuntimeException e) {
      stages.close();
      throw e;
    }
  }

  /** What is known about the model. */
  public Manifest manifest() {
    return manifest;
  }

  /** {@code cpu} or {@code cuda:N}. */
  public String device() {
    return Devices.name(device);
  }

  /** That of the causal stages; never AUTO. */
  public Precision precision() {
    return precision;
  }

  /**
   * How many requests of a list are decoded together; the others wait for one to end. Two to four
   * times as many is a good length of a list.
   */
  public int rows() {
    return rows;
  }

  /** Generates audio; see {@link #generate(BarkRequest, BarkListener)}. */
  public BarkResult generate(BarkRequest request) {
    return generate(request, BarkListener.NONE);
  }

  /**
   * Generates audio.
   *
   * @throws org.barkdjl.error.InputException if the text is empty, or the model ended before its
   *     first token
   * @throws org.barkdjl.error.CancelledException if the listener cancelled
   * @throws org.barkdjl.error.BarkException if the model or the device failed
   * @throws IllegalStateException after {@link #close}
   */
  public BarkResult generate(BarkRequest request, BarkListener listener) {
    return generate(List.of(request), listener).get(0).orThrow();
  }

  /**
   * Generates audio for several requests together, stage after stage: up to {@link #rows} are
   * decoded at once, which takes little longer than one. In fp32 each comes out as it does alone;
   * in int8 and fp16, too, but for rounding.
   *
   * <p>A stage's time is shared out by the steps that each request took.
   *
   * @param listener told of the steps of all of them
   * @return an outcome a request, in their order
   * @throws org.barkdjl.error.InputException if the recorded random numbers of a request ended
   * @throws org.barkdjl.error.CancelledException if the listener cancelled
   * @throws org.barkdjl.error.BarkException if the model or the device failed
   * @throws IllegalStateException after {@link #close}
   */
  public List<BarkOutcome> generate(List<BarkRequest> requests, BarkListener listener) {
    return exclusively(
        () -> new Pipeline(stages, rows, listener).run(requests, manifest.sampleRateHz()));
  }

  /**
   * Decodes tokens, such as those of a {@link BarkResult} or of a voice, to samples.
   *
   * @param fine codes 0 to 1023: (8, frames), one frame at least
   * @return samples at the model's rate
   * @throws org.barkdjl.error.InputException if the codes are not of that shape or range
   * @throws IllegalStateException after {@link #close}
   */
  public float[] decode(int[][] fine) {
    CodeCheck.check(fine);
    return exclusively(() -> stages.codec().use(codec -> codec.decode(fine)));
  }

  /**
   * Waits for the request that is running and frees the model.
   *
   * @throws IllegalStateException if a listener of that request calls it, which would wait for
   *     itself
   */
  @Override
  public void close() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "A Bark cannot be closed by a listener of its own generation; cancel it and close afterwards.");
    }
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        stages.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the keys and values of a sequence take, in the larger of the two causal stages. */
  private static long rowBytes(Manifest manifest, int scalarBytes) {
    return scalarBytes
        * Math.max(manifest.semantic().cacheElements(), manifest.coarse().cacheElements());
  }

  private <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("This Bark is closed.");
      }
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
