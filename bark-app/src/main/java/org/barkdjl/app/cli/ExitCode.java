package org.barkdjl.app.cli;

import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;

/** What the command tells the program that called it. */
public enum ExitCode {
  OK(0, "success"),
  FAILURE(1, "any other failure; bark replay: a result that differs"),
  USAGE(2, "wrong use of the command"),
  MODEL(3, "a model is missing or corrupt"),
  DEVICE(4, "a device cannot be used, or memory ran out"),
  INPUT(5, "bad input: text, voice, manifest or recording"),
  SOME_FAILED(6, "bark batch: some items failed"),
  CANCELLED(130, "interrupted (143 by SIGTERM)");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The exit code for a failure. */
  public static ExitCode of(Throwable failure) {
    if (failure instanceof CutShortException) {
      return of(failure.getCause());
    }
    if (failure instanceof UsageException) {
      return USAGE;
    }
    if (failure instanceof ModelException) {
      return MODEL;
    }
    if (failure instanceof DeviceException || failure instanceof OutOfMemoryError) {
      return DEVICE;
    }
    if (failure instanceof InputException) {
      return INPUT;
    }
    if (failure instanceof CancelledException) {
      return CANCELLED;
    }
    return FAILURE;
  }

  public int status() {
    return status;
  }

  String meaning() {
    return meaning;
  }
}
