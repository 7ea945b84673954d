package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void everyKindOfFailureHasTheDocumentedStatus() {
    assertEquals(0, ExitCode.OK.status());
    assertEquals(2, status(new UsageException("x")));
    assertEquals(3, status(new ModelException("x")));
    assertEquals(4, status(new DeviceException("x")));
    assertEquals(4, status(new OutOfMemoryError("x")));
    assertEquals(5, status(new InputException("x")));
    assertEquals(6, ExitCode.SOME_FAILED.status());
    assertEquals(130, status(new CancelledException("x")));
    assertEquals(1, status(new IOException("x")));
    assertEquals(1, status(new IllegalStateException("x")));
    assertEquals(1, status(new UnsatisfiedLinkError("x")));
  }

  private static int status(Throwable failure) {
    return ExitCode.of(failure).status();
  }
}
