package org.barkdjl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a driver that a C compiler makes for the test; skipped where there is none. */
class NvidiaDriverTest {
  @TempDir Path folder;

  @Test
  void aMachineWithoutADriver() {
    NvidiaDriver driver = NvidiaDriver.probe(folder.resolve("libcuda.so.1").toString());

    assertFalse(driver.there());
    assertEquals(
        Optional.of("there is no NVIDIA driver (its library libcuda.so.1 cannot be loaded)"),
        driver.obstacle());
  }

  @Test
  void aGpuThatFits() throws Exception {
    NvidiaDriver driver = driver(12_040, 0, 2, 9, 0);

    assertEquals(Optional.empty(), driver.obstacle());
    assertEquals("12.4", driver.cudaVersion());
    assertEquals(new NvidiaDriver.Gpu("NVIDIA Made Up 1", 80L << 30, 9, 0), driver.gpus().get(1));
  }

  @Test
  void aDriverThatIsTooOld() throws Exception {
    assertObstacle(
        "the NVIDIA driver is too old: it is for CUDA 11.8, and libtorch needs 12.0 or newer",
        driver(11_080, 0, 1, 9, 0));
  }

  @Test
  void aDriverWithoutAGpu() throws Exception {
    assertObstacle(
        "the NVIDIA driver shows no GPU (CUDA_VISIBLE_DEVICES may hide it)",
        driver(12_040, 100, 0, 0, 0));
  }

  @Test
  void aDriverThatDoesNotStart() throws Exception {
    assertObstacle(
        "the NVIDIA driver does not start (CUDA error 803)", driver(12_040, 803, 0, 0, 0));
  }

  @Test
  void aLibraryThatIsNoDriver() {
    Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
    assertTrue(Files.exists(other), other::toString);

    assertObstacle(
        "there is no NVIDIA driver (its library libcuda.so.1 cannot be loaded)",
        NvidiaDriver.probe(other.toString()));
  }

  @Test
  void aGpuThatIsTooNew() throws Exception {
    assertObstacle(
        "NVIDIA Made Up 0 is too new: its compute capability is 12.0, and libtorch has kernels for 5.0 to 9.x",
        driver(13_000, 0, 1, 12, 0));
  }

  @Test
  void aGpuThatIsTooOld() throws Exception {
    assertObstacle(
        "NVIDIA Made Up 0 is too old: its compute capability is 3.7, and libtorch has kernels for 5.0 to 9.x",
        driver(12_020, 0, 1, 3, 7));
  }

  private static void assertObstacle(String expected, NvidiaDriver driver) {
    assertEquals(Optional.of(expected), driver.obstacle());
  }

  private NvidiaDriver driver(int cuda, int start, int gpus, int major, int minor)
      throws IOException, InterruptedException {
    Path library = folder.resolve("libcuda.so.1");
    Path source = Files.writeString(folder.resolve("driver.c"), SOURCE);
    ProcessBuilder compiler =
        new ProcessBuilder(
            "cc",
            "-shared",
            "-fPIC",
            "-DCUDA=" + cuda,
            "-DSTART=" + start,
            "-DGPUS=" + gpus,
            "-DMAJOR=" + major,
            "-DMINOR=" + minor,
            "-o",
            library.toString(),
            source.toString());
    assumeTrue(ran(compiler.inheritIO()), "there is no C compiler for this");
    return NvidiaDriver.probe(library.toString());
  }

  private static boolean ran(ProcessBuilder builder) throws InterruptedException {
    try {
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private static final String SOURCE =
      """
      #include <stdio.h>
      int cuDriverGetVersion(int *version) { *version = CUDA; return 0; }
      int cuInit(unsigned flags) { return START; }
      int cuDeviceGetCount(int *count) { *count = GPUS; return 0; }
      int cuDeviceGet(int *device, int ordinal) { *device = ordinal; return 0; }
      int cuDeviceGetName(char *name, int size, int device) {
        snprintf(name, size, "NVIDIA Made Up %d", device);
        return 0;
      }
      int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = 80ul << 30; return 0; }
      int cuDeviceGetAttribute(int *value, int attribute, int device) {
        *value = attribute == 75 ? MAJOR : attribute == 76 ? MINOR : -1;
        return 0;
      }
      """;
}
