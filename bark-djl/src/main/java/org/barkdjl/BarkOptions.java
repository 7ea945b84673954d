package org.barkdjl;

import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;

/**
 * How to run a model.
 *
 * @param device where to compute
 * @param precision in which numbers; AUTO: int8 on CPU, fp16 on CUDA
 * @param threads CPU threads of libtorch, a setting of the whole process; 0: libtorch's choice
 * @param chunk causal tokens a call into libtorch; 0: chosen for the device
 * @param rows requests that are decoded together at most; 0: chosen from the free memory
 * @param offload keep a stage's model in memory only while it works: less memory, and the time to
 *     load each once for all that wait
 * @param queue how much may wait
 */
public record BarkOptions(
    DeviceSpec device,
    Precision precision,
    int threads,
    int chunk,
    int rows,
    boolean offload,
    QueueLimit queue) {
  public static final BarkOptions DEFAULT =
      new BarkOptions(DeviceSpec.AUTO, Precision.AUTO, 0, 0, 0, false, QueueLimit.NONE);

  public BarkOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 (all cores) or more, not " + threads);
    }
    if (chunk < 0) {
      throw new IllegalArgumentException("chunk must be 0 (automatic) or more, not " + chunk);
    }
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be 0 (automatic) or more, not " + rows);
    }
  }

  public BarkOptions withDevice(DeviceSpec value) {
    return new BarkOptions(value, precision, threads, chunk, rows, offload, queue);
  }

  public BarkOptions withPrecision(Precision value) {
    return new BarkOptions(device, value, threads, chunk, rows, offload, queue);
  }

  public BarkOptions withThreads(int value) {
    return new BarkOptions(device, precision, value, chunk, rows, offload, queue);
  }

  public BarkOptions withChunk(int value) {
    return new BarkOptions(device, precision, threads, value, rows, offload, queue);
  }

  public BarkOptions withRows(int value) {
    return new BarkOptions(device, precision, threads, chunk, value, offload, queue);
  }

  public BarkOptions withOffload(boolean value) {
    return new BarkOptions(device, precision, threads, chunk, rows, value, queue);
  }

  public BarkOptions withQueue(QueueLimit value) {
    return new BarkOptions(device, precision, threads, chunk, rows, offload, value);
  }
}
