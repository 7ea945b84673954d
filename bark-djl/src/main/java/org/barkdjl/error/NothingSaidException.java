package org.barkdjl.error;

/** The model ended before its first token; another seed may help. Exit code 5. */
public final class NothingSaidException extends InputException {
  public NothingSaidException(String message) {
    super(message);
  }
}
