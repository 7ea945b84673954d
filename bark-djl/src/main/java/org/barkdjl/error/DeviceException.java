package org.barkdjl.error;

/** A device cannot be used, or its memory does not suffice. Exit code 4. */
public final class DeviceException extends BarkException {
  public DeviceException(String message) {
    super(message);
  }

  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }

  public DeviceException(Problem problem, String message) {
    super(problem, message, null);
  }

  public DeviceException(Problem problem, String message, Throwable cause) {
    super(problem, message, cause);
  }
}
