package org.barkdjl.torch;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.Problem;

/**
 * What libtorch says of a device in words alone, and DJL may wrap. The words are those of
 * c10/cuda/CUDACachingAllocator.cpp, c10/core/impl/alloc_cpu.cpp and of CUDA's own errors, as
 * cudaGetErrorString gives them.
 */
final class TorchFailure {
  private static final List<String> MEMORY =
      List.of("out of memory", "can't allocate memory", "_STATUS_ALLOC_FAILED");

  /** Before a context is there, nothing is lost. */
  private static final List<String> BUSY = List.of("busy or unavailable");

  private static final String NO_KERNELS = "no kernel image is available";

  /** After any of these a process cannot use the device any more. */
  private static final List<String> LOST = List.of("CUDA error:", "CUDA failure", "CUDNN_STATUS_");

  private static final Pattern ASKED = Pattern.compile("Tried to allocate ([\\d.]+ \\w+)");
  private static final Pattern FREE =
      Pattern.compile(
          "GPU (\\d+) has a total capacity of ([\\d.]+ \\w+) of which ([\\d.]+ \\w+) is free");
  private static final Pattern OTHERS =
      Pattern.compile("Process (\\d+) has ([\\d.]+ \\w+) memory in use");

  private TorchFailure() {}

  /**
   * The failure of a device behind a failure of libtorch; empty if it is none.
   *
   * @param doing what was tried: {@code to load FILE}
   */
  static Optional<DeviceException> ofDevice(Throwable failure, String doing) {
    String words =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .map(Throwable::getMessage)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"));
    if (holdsOne(words, MEMORY)) {
      return Optional.of(new DeviceException(Problem.OUT_OF_MEMORY, memory(words, doing), failure));
    }
    if (holdsOne(words, BUSY)) {
      return Optional.of(
          new DeviceException(
              "The GPU cannot be used " + doing + ": another process has it for itself.", failure));
    }
    if (words.contains(NO_KERNELS)) {
      return Optional.of(
          new DeviceException(
              Problem.NO_CUDA,
              "The GPU cannot be used " + doing + ": this libtorch has no kernels for it.",
              failure));
    }
    if (holdsOne(words, LOST)) {
      String line = words.lines().filter(one -> holdsOne(one, LOST)).findFirst().orElse("");
      return Optional.of(
          new DeviceException(
              Problem.DEVICE_LOST,
              "The GPU failed "
                  + doing
                  + ", and this process cannot use it any more: "
                  + line.strip()
                  + ".",
              failure));
    }
    return Optional.empty();
  }

  private static boolean holdsOne(String words, List<String> signs) {
    return signs.stream().anyMatch(words::contains);
  }

  /** With what libtorch tells of who holds the memory. */
  private static String memory(String words, String doing) {
    Matcher free = FREE.matcher(words);
    if (!free.find()) {
      return "Memory does not suffice " + doing + ".";
    }
    Matcher asked = ASKED.matcher(words);
    String others =
        OTHERS.matcher(words).results().map(TorchFailure::holder).collect(Collectors.joining(""));
    return String.format(
        Locale.ROOT,
        "The memory of cuda:%s does not suffice %s: %s of %s is free%s%s.",
        free.group(1),
        doing,
        free.group(3),
        free.group(2),
        asked.find() ? ", " + asked.group(1) + " was asked for" : "",
        others);
  }

  private static String holder(MatchResult process) {
    return "; process " + process.group(1) + " holds " + process.group(2);
  }
}
