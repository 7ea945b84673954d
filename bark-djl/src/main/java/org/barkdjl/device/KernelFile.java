package org.barkdjl.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes that Linux tells in a file of lines such as {@code VmRSS: 1234 kB}: /proc/meminfo,
 * /proc/self/status (proc(5)).
 *
 * @param path the file
 */
public record KernelFile(Path path) {
  /** Of this process. It holds the process's name, too, in whichever encoding that came. */
  public static final KernelFile PROCESS = new KernelFile(Path.of("/proc/self/status"));

  /** Of the machine. */
  static final KernelFile MACHINE = new KernelFile(Path.of("/proc/meminfo"));

  /** Whether this is a Linux that tells it. */
  public boolean isThere() {
    return Files.isReadable(path);
  }

  /** The size of that name in bytes; empty if the file lacks it. */
  public OptionalLong bytes(String name) throws IOException {
    Matcher line =
        Pattern.compile("^" + name + ":\\s*(\\d{1,15}) kB$", Pattern.MULTILINE)
            .matcher(Files.readString(path, ISO_8859_1));
    return line.find()
        ? OptionalLong.of(1024 * Long.parseLong(line.group(1)))
        : OptionalLong.empty();
  }
}
