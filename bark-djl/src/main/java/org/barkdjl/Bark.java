package org.barkdjl;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.barkdjl.codec.CodeCheck;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.model.InstallListener;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.model.Part;
import org.barkdjl.text.PromptTokenizer;

/**
 * The engine: a model loaded on a device. Any thread may submit requests at any time. One thread of
 * the engine's own works on them, several together, chunk by chunk: a request is begun as soon as a
 * row is free, whatever the others have reached, and comes out as it does alone, but for rounding:
 * products of several rows may end in other bits than those of one, which now and then lets a draw
 * fall otherwise.
 */
public final class Bark implements AutoCloseable {
  private final Manifest manifest;
  private final Device device;
  private final Precision precision;
  private final int rows;
  private final Scheduler scheduler;

  private Bark(
      Manifest manifest, Device device, Precision precision, int rows, Scheduler scheduler) {
    this.manifest = manifest;
    this.device = device;
    this.precision = precision;
    this.rows = rows;
    this.scheduler = scheduler;
  }

  /**
   * Loads a model of a store, in the precision that the options come to on their device.
   *
   * @param name its name, or {@link ModelStore#EMBEDDED}
   * @throws org.barkdjl.error.DeviceException if the device cannot be used
   * @throws org.barkdjl.error.ModelException if there is none, or it is damaged, or was not
   *     installed in the precision
   */
  public static Bark open(ModelStore store, String name, BarkOptions options) throws IOException {
    PromptTokenizer.begin();
    return open(
        store.open(name, options.device(), options.precision(), InstallListener.NONE), options);
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
    Scheduler scheduler =
        new Scheduler(options.queue(), () -> pipeline(model, device, precision, options));
    try {
      int rows = scheduler.opened().join().rows();
      return new Bark(
          model.manifest(), device, model.kept(Part.SEMANTIC, precision), rows, scheduler);
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Pipeline pipeline(
      ModelPackage model, Device device, Precision precision, BarkOptions options)
      throws IOException {
    if (options.threads() > 0) {
      JniUtils.setNumThreads(options.threads());
    }
    Stages stages = Stages.load(model, device, precision, options.chunk(), options.offload());
    try {
      long rowBytes = rowBytes(model.manifest(), Devices.scalarBytes(precision, device));
      int rows = options.rows() > 0 ? options.rows() : Devices.rows(device, rowBytes);
      return new Pipeline(
          stages, rows, Devices.together(device), options.offload(), model.manifest());
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

  /**
   * That of the semantic stage, never AUTO; a stage that is narrow may be kept in fp32 for int8.
   */
  public Precision precision() {
    return precision;
  }

  /**
   * How many requests are decoded together; the others wait for one to end. Two to four times as
   * many submitted at once keep it busy.
   */
  public int rows() {
    return rows;
  }

  /** How many requests it works on. */
  public int working() {
    return scheduler.working();
  }

  /** How many requests wait that it has not begun. */
  public int queued() {
    return scheduler.queued();
  }

  /**
   * Generates audio some time soon.
   *
   * @param listener watches this request; called on the engine's thread
   * @return at once; what was submitted can be waited for, or cancelled, and fails as {@link
   *     #generate(BarkRequest, BarkListener)} tells
   * @throws org.barkdjl.error.QueueFullException if too much waits already
   * @throws IllegalStateException after {@link #close}
   */
  public Generation submit(BarkRequest request, BarkListener listener, Priority priority) {
    return scheduler.submit(request, listener, priority);
  }

  /** Generates audio; see {@link #generate(BarkRequest, BarkListener)}. */
  public BarkResult generate(BarkRequest request) {
    return generate(request, BarkListener.NONE);
  }

  /**
   * Generates audio.
   *
   * @throws org.barkdjl.error.InputException if the text is empty, the model ended before its first
   *     token, or recorded random numbers ended
   * @throws CancelledException if the listener cancelled
   * @throws org.barkdjl.error.QueueFullException if too much waits already
   * @throws org.barkdjl.error.BarkException if the model, the device or the listener failed
   * @throws IllegalStateException after {@link #close}
   */
  public BarkResult generate(BarkRequest request, BarkListener listener) {
    throwIfOnOwnThread();
    return submit(request, listener, Priority.INTERACTIVE).join();
  }

  /**
   * Generates audio for several requests, up to {@link #rows} together, which takes little longer
   * than one.
   *
   * <p>A stage's time is shared out by the steps that each request took.
   *
   * @param listener told of the steps of all of them
   * @return an outcome a request, in their order
   * @throws CancelledException if the listener cancelled
   * @throws org.barkdjl.error.QueueFullException if not all of them can wait
   * @throws IllegalStateException after {@link #close}
   */
  public List<BarkOutcome> generate(List<BarkRequest> requests, BarkListener listener) {
    throwIfOnOwnThread();
    GroupListener group = new GroupListener(listener, requests.size());
    List<Generation> submitted = new ArrayList<>();
    try {
      for (BarkRequest request : requests) {
        submitted.add(group.watch(member -> submit(request, member, Priority.BATCH)));
      }
    } catch (RuntimeException e) {
      submitted.forEach(Generation::cancel);
      throw e;
    }
    List<BarkOutcome> outcomes = submitted.stream().map(BarkOutcome::of).toList();
    for (BarkOutcome outcome : outcomes) {
      if (outcome.failure().orElse(null) instanceof CancelledException cancelled) {
        throw cancelled;
      }
    }
    return outcomes;
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
    throwIfOnOwnThread();
    try {
      return scheduler.run(pipeline -> pipeline.decode(fine)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Cancels all that was submitted up to now: it fails with a CancelledException. */
  public void cancelAll() {
    scheduler.cancelAll();
  }

  /**
   * Takes no more requests, brings to their end those that were submitted (unless {@link
   * #cancelAll} is called, before or meanwhile), and frees the model.
   *
   * @throws IllegalStateException if a listener calls it, which would wait for itself
   */
  @Override
  public void close() {
    if (scheduler.isOwnThread()) {
      throw new IllegalStateException(
          "A Bark cannot be closed by a listener of its own generation; cancel it and close afterwards.");
    }
    scheduler.close();
  }

  private void throwIfOnOwnThread() {
    if (scheduler.isOwnThread()) {
      throw new IllegalStateException(
          "A listener cannot wait for another generation of the same Bark; submit it.");
    }
  }

  /** What the keys and values of a row in each of the two causal stages take. */
  private static long rowBytes(Manifest manifest, int scalarBytes) {
    return scalarBytes * (manifest.semantic().cacheElements() + manifest.coarse().cacheElements());
  }
}
