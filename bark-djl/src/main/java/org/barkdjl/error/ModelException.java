package org.barkdjl.error;

/** A model or checkpoint is missing, corrupt or of an unknown kind. Exit code 3. */
public final class ModelException extends BarkException {
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
