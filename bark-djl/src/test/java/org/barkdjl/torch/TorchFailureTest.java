package org.barkdjl.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.EngineException;
import ai.djl.translate.TranslateException;
import java.util.Optional;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.Problem;
import org.junit.jupiter.api.Test;

/** With libtorch's own words; those of CUDA have been seen on no GPU of ours. */
class TorchFailureTest {
  @Test
  void memoryThatAnotherProcessHoldsIsTold() {
    assertFailure(
        "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 23.65 GiB of which 11.06 MiB is free. Process 4711 has 21.10 GiB memory in use. Including non-PyTorch memory, this process has 2.53 GiB memory in use. Of the allocated memory 1.90 GiB is allocated by PyTorch, and 194.87 MiB is reserved by PyTorch but unallocated.",
        Problem.OUT_OF_MEMORY,
        "The memory of cuda:0 does not suffice to run a.pt: 11.06 MiB of 23.65 GiB is free, 20.00 MiB was asked for; process 4711 holds 21.10 GiB.");
  }

  @Test
  void otherWordsForMemory() {
    for (String words :
        new String[] {
          "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported",
          "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
          "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
          "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 400000000000 bytes."
        }) {
      assertFailure(words, Problem.OUT_OF_MEMORY, "Memory does not suffice to run a.pt.");
    }
  }

  @Test
  void aDeviceThatIsLost() {
    for (String words :
        new String[] {
          "CUDA error: unspecified launch failure",
          "CUDA error: uncorrectable ECC error encountered",
          "CUDA error: an illegal memory access was encountered",
          "CUDA error: the launch timed out and was terminated"
        }) {
      assertFailure(
          words + "\nCompile with `TORCH_USE_CUDA_DSA` to enable device-side assertions.",
          Problem.DEVICE_LOST,
          "The GPU failed to run a.pt, and this process cannot use it any more: " + words + ".");
    }
  }

  @Test
  void aDeviceThatIsTakenOrTooNew() {
    DeviceException busy =
        failure("CUDA error: CUDA-capable device(s) is/are busy or unavailable").orElseThrow();
    assertEquals(
        "The GPU cannot be used to run a.pt: another process has it for itself.",
        busy.getMessage());
    assertFailure(
        "CUDA error: no kernel image is available for execution on the device",
        Problem.NO_CUDA,
        "The GPU cannot be used to run a.pt: this libtorch has no kernels for it.");
  }

  @Test
  void whatIsNoFailureOfADevice() {
    assertEquals(Optional.empty(), failure("The size of tensor a (3) must match"));
  }

  private static void assertFailure(String words, Problem problem, String sentence) {
    DeviceException e = failure(words).orElseThrow();
    assertEquals(sentence, e.getMessage());
    assertEquals(Optional.of(problem), e.problem());
  }

  /** As DJL wraps it. */
  private static Optional<DeviceException> failure(String words) {
    return TorchFailure.ofDevice(
        new TranslateException("", new EngineException(words)), "to run a.pt");
  }
}
