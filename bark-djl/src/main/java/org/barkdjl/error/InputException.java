package org.barkdjl.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Data that the caller supplied (text, voice, recording) cannot be used. Exit code 5. */
public class InputException extends BarkException {
  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }

  public InputException(Problem problem, String message) {
    super(problem, message, null);
  }

  /**
   * Data that cannot be read at all, be it not there, not permitted or on a broken disk.
   *
   * @param what the kind of data and its file, such as {@code the voice v.npz}
   */
  public static InputException unreadable(String what, IOException e) {
    String reason;
    if (e instanceof NoSuchFileException) {
      reason = "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else {
      reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    }
    return new InputException("Cannot read " + what + ": " + reason + ".", e);
  }
}
