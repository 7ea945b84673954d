package org.barkdjl.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.barkdjl.bench.Samples.Sample;

/**
 * Reads the clocks before and after work. The processor time is that of the process: libtorch's
 * threads are not Java's. On CUDA all readings wait for the device.
 */
final class Meter {
  /** Work that may read files. */
  interface Task {
    void run() throws IOException;
  }

  /** The clocks at one moment, in nanoseconds. */
  record Reading(long wall, long cpu, long own) {
    Sample until(Reading later) {
      return new Sample(
          (later.wall - wall) / 1e9, (later.cpu - cpu) / 1e9, (later.own - own) / 1e9);
    }
  }

  private final Device device;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  Meter(Device device) {
    this.device = device;
  }

  Sample time(Task task) throws IOException {
    Reading before = read();
    task.run();
    return before.until(read());
  }

  Reading read() {
    waitForDevice();
    return new Reading(
        System.nanoTime(), system.getProcessCpuTime(), threads.getCurrentThreadCpuTime());
  }

  /** A value that is computed behind all that was queued cannot be read before that is done. */
  private void waitForDevice() {
    if (device.isGpu()) {
      try (NDManager manager = NDManager.newBaseManager(device)) {
        float one = manager.ones(new Shape(1)).add(0).getFloat(0);
        if (one != 1) {
          throw new IllegalStateException("The device computes 1 + 0 = " + one + ".");
        }
      }
    }
  }
}
