package org.barkdjl.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** Memory that a device can still give. */
final class FreeMemory {
  private FreeMemory() {}

  static long bytes(Device device) {
    if (device.isGpu()) {
      MemoryUsage gpu = CudaUtils.getGpuMemory(device);
      return gpu.getMax() - gpu.getUsed();
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    if (!KernelFile.MACHINE.isThere()) {
      return system.getFreeMemorySize();
    }
    try {
      // What is free counts file caches as taken, which the kernel gives up; a container's limit,
      // which the bean knows, is none of the kernel's figures.
      return Math.min(
          bytes(KernelFile.MACHINE, "MemAvailable"),
          system.getTotalMemorySize() - bytes(KernelFile.PROCESS, "VmRSS"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(KernelFile file, String name) throws IOException {
    return file.bytes(name)
        .orElseThrow(() -> new IOException(file.path() + " does not tell " + name));
  }
}
