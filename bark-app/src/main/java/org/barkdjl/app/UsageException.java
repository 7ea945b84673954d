package org.barkdjl.app;

/** The command line is wrong: one sentence that names the option and what is wrong with it. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }

  private UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same with a hint at the help of {@code command}. */
  UsageException withHelp(String command) {
    return new UsageException(getMessage() + " See 'bark " + command + " --help'.", this);
  }
}
