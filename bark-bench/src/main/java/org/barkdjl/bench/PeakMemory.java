package org.barkdjl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.device.KernelFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest resident memory of this process since the last reset, from Linux's /proc (proc(5)); 0
 * elsewhere. Where the kernel refuses the reset, it is the largest since the process began.
 */
final class PeakMemory {
  private static final Logger LOG = LoggerFactory.getLogger(PeakMemory.class);
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  /** What resets VmHWM when written to clear_refs. */
  private static final String RESET_PEAK = "5";

  private PeakMemory() {}

  static void reset() {
    if (Files.exists(CLEAR)) {
      try {
        Files.writeString(CLEAR, RESET_PEAK);
      } catch (IOException e) {
        LOG.debug("peak memory is of the whole process: {} refuses", CLEAR, e);
      }
    }
  }

  static long bytes() throws IOException {
    return KernelFile.PROCESS.isThere() ? KernelFile.PROCESS.bytes("VmHWM").orElse(0) : 0;
  }
}
