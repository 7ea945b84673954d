package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void failuresMadeForUsersAreSaidAsTheyAre() {
    assertEquals("No model.", FailureText.of(new ModelException("No model.")));
    assertEquals("Disk full.", FailureText.of(new IOException("Disk full.")));
  }

  @Test
  void theCommandsThatHelpAreNamed() {
    assertEquals(
        "No CUDA. Use --device cpu.",
        FailureText.of(new DeviceException(Problem.NO_CUDA, "No CUDA.")));
    for (Problem problem : Problem.values()) {
      assertTrue(FailureText.of(new ModelException(problem, "No.")).length() > 10);
    }
  }

  @Test
  void theSystemsFileErrorsBecomeSentences() {
    assertEquals(
        "Cannot access a/b: there is no such file or folder.",
        FailureText.of(new NoSuchFileException("a/b")));
    assertEquals(
        "Cannot access a/b: permission denied.",
        FailureText.of(new UncheckedIOException(new AccessDeniedException("a/b"))));
  }

  @Test
  void aClassThatCannotBeLoadedIsNoReason() {
    IOException cause = new IOException("/lib/x.jar: Too many open files");
    assertTrue(
        FailureText.of(new ExceptionInInitializerError(new UncheckedIOException(cause)))
            .contains("ulimit -n"));
    assertEquals(
        "No model.",
        FailureText.of(new ExceptionInInitializerError(new ModelException("No model."))));
  }

  @Test
  void anythingElsePointsToDebug() {
    assertTrue(FailureText.of(new IllegalStateException("odd")).contains("odd"));
    assertTrue(FailureText.of(new IllegalStateException("odd")).contains("--debug"));
    assertTrue(FailureText.of(new OutOfMemoryError()).contains("-Xmx"));
  }
}
