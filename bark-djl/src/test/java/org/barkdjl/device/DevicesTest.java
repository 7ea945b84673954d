package org.barkdjl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.barkdjl.error.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is chosen for a GPU is tested by its mere name: none is opened. */
class DevicesTest {
  private static final Device CPU = Device.cpu();
  private static final Device GPU = Device.gpu(1);

  @ParameterizedTest
  @CsvSource({
    "auto, AUTO, 0",
    "cpu, CPU, 0",
    "cuda, CUDA, 0",
    "cuda:0, CUDA, 0",
    "cuda:12, CUDA, 12"
  })
  void aDeviceIsAskedForByName(String text, DeviceSpec.Kind kind, int index) {
    assertEquals(new DeviceSpec(kind, index), DeviceSpec.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "CPU", "gpu", "cuda:", "cuda:-1", "cuda:x", "cuda:1234", "cuda:0 ", "cuda:٣"})
  void anythingElseIsNone(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DeviceSpec.parse(text)).getMessage();
    assertTrue(message.endsWith("not " + text), message);
  }

  @Test
  void theCpuIsThereAlwaysAndComesFirst() {
    List<Devices.Found> found = Devices.list();
    assertEquals("cpu", found.get(0).name());
    assertTrue(found.get(0).usable());
    assertEquals(CPU, Devices.select(DeviceSpec.CPU));
  }

  @Test
  void withoutCudaAutoIsTheCpuAndCudaAnError() {
    assumeTrue(
        Devices.list().stream()
            .noneMatch(found -> found.usable() && found.name().startsWith("cuda")));
    assertEquals(CPU, Devices.select(DeviceSpec.AUTO));
    String message =
        assertThrows(DeviceException.class, () -> Devices.select(DeviceSpec.parse("cuda:1")))
            .getMessage();
    assertTrue(message.startsWith("CUDA cannot be used: "), message);
    assertEquals(2, Devices.list().size(), "why it cannot be used stands in the list");
    assertFalse(Devices.list().get(1).usable());
  }

  @Test
  void aPrecisionThatIsNotAskedForIsTheDevices() {
    assertEquals(Precision.FP16, Devices.precision(Precision.AUTO, GPU));
    assertEquals(Precision.FP32, Devices.precision(Precision.FP32, GPU));
    assertEquals(Precision.FP32, Devices.precision(Precision.FP32, CPU));
    assertTrue(Devices.precision(Precision.AUTO, CPU) != Precision.AUTO);
    String message =
        assertThrows(DeviceException.class, () -> Devices.precision(Precision.INT8, GPU))
            .getMessage();
    assertEquals("int8 is for CPUs; cuda:1 computes in fp16 or fp32.", message);
  }

  @Test
  void aNarrowGptIsNotKeptInInt8() {
    assertEquals(Precision.FP32, Devices.keptPrecision(Precision.INT8, 255));
    assertEquals(Precision.INT8, Devices.keptPrecision(Precision.INT8, 256));
    assertEquals(Precision.FP16, Devices.keptPrecision(Precision.FP16, 192));
  }

  @Test
  void halfPrecisionHelpsTheFineStageOnGpusAlone() {
    assertEquals(Precision.FP32, Devices.finePrecision(Precision.FP16, CPU));
    assertEquals(Precision.FP16, Devices.finePrecision(Precision.FP16, GPU));
    assertEquals(Precision.INT8, Devices.finePrecision(Precision.INT8, CPU));
    assertEquals(4, Devices.scalarBytes(Precision.FP16, CPU));
    assertEquals(2, Devices.scalarBytes(Precision.FP16, GPU));
    assertEquals(4, Devices.scalarBytes(Precision.FP32, GPU));
  }

  @Test
  void rowsShareAStepOnGpusAndOnlyTheWeightsOnCpus() {
    assertEquals(Attention.ALL_ROWS, Devices.attention(GPU));
    assertEquals(Attention.ROW_BY_ROW, Devices.attention(CPU));
    assertTrue(Devices.together(GPU) > 1);
    assertEquals(1, Devices.together(CPU));
    assertTrue(Devices.chunk(GPU) >= Devices.chunk(CPU));
  }

  @Test
  void asManyRowsAsFitIntoHalfOfTheFreeMemoryOneAtLeastAndEightAtMost() {
    assertEquals(8, Devices.rows(CPU, 1));
    assertEquals(8, Devices.rows(CPU, 0));
    assertEquals(1, Devices.rows(CPU, Long.MAX_VALUE));
    // What is free changes between the two looks, so the middle is tested coarsely.
    long third = FreeMemory.bytes(CPU) / 2 / 3;
    int rows = Devices.rows(CPU, third);
    assertTrue(rows >= 1 && rows <= 6, rows + " rows");
  }

  @Test
  void sizesOfTheKernelAreTakenByTheirWholeName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("status");
    Files.write(
        file,
        "Name:\tVmRSS: 7 kB\nVmRSSx:\t1 kB\nVmRSS:\t  1234 kB\nVmHWM:\t-\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    KernelFile status = new KernelFile(file);
    assertEquals(OptionalLong.of(1234 * 1024), status.bytes("VmRSS"));
    assertEquals(OptionalLong.empty(), status.bytes("VmHWM"));
    assertEquals(OptionalLong.empty(), status.bytes("Vm"));
    assertFalse(new KernelFile(folder.resolve("none")).isThere());
  }
}
