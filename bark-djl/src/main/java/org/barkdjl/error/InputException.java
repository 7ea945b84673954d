package org.barkdjl.error;

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
}
