package org.barkdjl.error;

/** The caller cancelled a generation. Exit code 130. */
public final class CancelledException extends BarkException {
  public CancelledException(String message) {
    super(message);
  }
}
