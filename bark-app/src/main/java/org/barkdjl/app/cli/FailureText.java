package org.barkdjl.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;

/** Says a failure in a sentence that a user can act on. */
public final class FailureText {
  private static final String DETAILS = "; run again with --debug for the details.";

  private FailureText() {}

  public static String of(Throwable failure) {
    if (failure instanceof CancelledException) {
      return "Cancelled; no output was written.";
    }
    if (failure instanceof BarkException || failure instanceof UsageException) {
      return failure.getMessage();
    }
    if (failure instanceof UncheckedIOException io) {
      return of(io.getCause());
    }
    if (failure instanceof FileSystemException file) {
      return "Cannot access " + file.getFile() + ": " + reason(file) + ".";
    }
    if (failure instanceof IOException && failure.getMessage() != null) {
      return failure.getMessage();
    }
    if (failure instanceof OutOfMemoryError) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      return "Out of memory: Java may use "
          + megabytes
          + " MB; give it more with BARK_JAVA_OPTS=-Xmx4g, or use a smaller model.";
    }
    return "Unexpected failure: " + failure + DETAILS;
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
  }
}
