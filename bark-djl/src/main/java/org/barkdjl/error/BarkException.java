package org.barkdjl.error;

/**
 * A failure whose message a user can act on: what was wrong, where, and what to do. The subclasses
 * say whose fault it was; the command line maps each to an exit code.
 */
public class BarkException extends RuntimeException {
  public BarkException(String message) {
    super(message);
  }

  public BarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
