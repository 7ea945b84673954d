package org.barkdjl.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.Problem;
import org.barkdjl.io.DiskSpaceException;
import org.barkdjl.model.BrokenModelException;

/** Says a failure in a sentence that a user can act on. */
public final class FailureText {
  private static final String DETAILS = "; run again with --debug for the details.";

  private FailureText() {}

  public static String of(Throwable failure) {
    if (String.valueOf(failure.getMessage()).contains("Too many open files")) {
      return "The system allows too few open files (ulimit -n); allow more, such as 1024.";
    }
    if (failure instanceof CancelledException) {
      return "Cancelled; no output was written.";
    }
    if (failure instanceof BrokenModelException broken) {
      boolean lacksOne = !broken.precisions().equals(broken.manifest().precisions());
      return broken.getMessage()
          + (lacksOne
              ? " Choose another --precision, or install it again: "
              : " Install it again: ")
          + ReinstallCommand.of(broken);
    }
    if (failure instanceof BarkException bark) {
      return bark.getMessage() + bark.problem().map(problem -> " " + help(problem)).orElse("");
    }
    if (failure instanceof UsageException) {
      return failure.getMessage();
    }
    if (failure instanceof DiskSpaceException) {
      return failure.getMessage()
          + " BARK_HOME=FOLDER chooses another one for models, BARK_JAVA_OPTS=-Djava.io.tmpdir=FOLDER for temporary files.";
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
    if (failure instanceof LinkageError && failure.getCause() != null) {
      // A class could not be loaded or prepared; why, its cause says.
      return of(failure.getCause());
    }
    return "Unexpected failure: " + failure + DETAILS;
  }

  /** The commands and options that help. */
  private static String help(Problem problem) {
    return switch (problem) {
      case UNKNOWN_MODEL ->
          "'bark models pull small' and 'bark models pull large' install Suno's, 'bark models import' one from files.";
      case MODEL_NAME_TAKEN -> "Give another --name, or replace an installed model with --force.";
      case NO_HUB -> "'bark models import' installs from files.";
      case NO_CUDA -> "Use --device cpu.";
      case NO_CUDA_LIBTORCH -> "'bark cuda install' fetches it (2.5 GB); or use --device cpu.";
      case OUT_OF_MEMORY -> "End what else uses it, or try --rows 1, --offload or a smaller model.";
      case DEVICE_LOST ->
          "Run bark again; if that fails, too, 'nvidia-smi' and the system's log tell more.";
      case UNKNOWN_VOICE -> "'bark voices' lists all, and the path of an .npz file is taken too.";
      case CACHE_NOT_WRITABLE -> "Set BARK_HOME to one that can.";
      case NOT_FINITE -> "'bark models verify' reads all of the model.";
    };
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
