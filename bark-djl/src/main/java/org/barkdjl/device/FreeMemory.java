package org.barkdjl.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that a device can still give. */
final class FreeMemory {
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path PROCESS = Path.of("/proc/self/status");

  private FreeMemory() {}

  static long bytes(Device device) {
    if (device.isGpu()) {
      MemoryUsage gpu = CudaUtils.getGpuMemory(device);
      return gpu.getMax() - gpu.getUsed();
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    if (!Files.isReadable(MACHINE)) {
      return system.getFreeMemorySize();
    }
    try {
      // What is free counts file caches as taken, which the kernel gives up; a container's limit,
      // which the bean knows, is none of the kernel's figures.
      return Math.min(
          bytes(MACHINE, "MemAvailable"), system.getTotalMemorySize() - bytes(PROCESS, "VmRSS"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file names the process, too, in whichever encoding it likes. */
  private static long bytes(Path file, String name) throws IOException {
    Matcher line =
        Pattern.compile("^" + name + ":\\s*(\\d{1,15}) kB$", Pattern.MULTILINE)
            .matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!line.find()) {
      throw new IOException(file + " does not tell " + name);
    }
    return 1024 * Long.parseLong(line.group(1));
  }
}
