package org.barkdjl.error;

import java.util.Optional;

/**
 * A failure whose message a user can act on: what was wrong, where, and what to do. The subclasses
 * say whose fault it was; the command line maps each to an exit code.
 */
public class BarkException extends RuntimeException {
  private final Problem problem;

  public BarkException(String message) {
    this(null, message, null);
  }

  public BarkException(String message, Throwable cause) {
    this(null, message, cause);
  }

  /**
   * @param problem may be null
   * @param cause may be null
   */
  public BarkException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What stands behind it, if it is one of those that programs know. */
  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }
}
