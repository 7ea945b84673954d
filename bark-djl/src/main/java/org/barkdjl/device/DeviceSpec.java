package org.barkdjl.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device as a user asks for it: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}.
 *
 * @param kind what was asked for
 * @param index which CUDA device; 0 otherwise
 */
public record DeviceSpec(Kind kind, int index) {
  /** CUDA if it can be used, else CPU. */
  public static final DeviceSpec AUTO = new DeviceSpec(Kind.AUTO, 0);

  public static final DeviceSpec CPU = new DeviceSpec(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /** What kind of device. */
  public enum Kind {
    AUTO,
    CPU,
    CUDA
  }

  /** Throws IllegalArgumentException if the text is none of the four forms. */
  public static DeviceSpec parse(String text) {
    Matcher cuda = CUDA.matcher(text);
    if (cuda.matches()) {
      return new DeviceSpec(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    return switch (text) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      default ->
          throw new IllegalArgumentException(
              "device must be auto, cpu, cuda or cuda:N, not " + text);
    };
  }
}
