package org.barkdjl.app.cli;

/** The command line is wrong: one sentence that names the option and what is wrong with it. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }

  private UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same with a hint at the help of {@code command}. */
  public UsageException withHelp(String command) {
    return new UsageException(getMessage() + " See 'bark " + command + " --help'.", this);
  }
}
