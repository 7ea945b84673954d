package org.barkdjl.error;

/** A model or checkpoint is missing, corrupt or of an unknown kind. Exit code 3. */
public class ModelException extends BarkException {
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }

  public ModelException(Problem problem, String message) {
    super(problem, message, null);
  }

  public ModelException(Problem problem, String message, Throwable cause) {
    super(problem, message, cause);
  }
}
