package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.barkdjl.error.CancelledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancellationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path home;
  private FakeWorld world;
  private Cancellation cancellation;

  @BeforeEach
  void start() {
    world = new FakeWorld(home);
    cancellation = world.context().cancellation();
  }

  @Test
  void aShutdownDoesNotWaitForWorkThatHasNotBegun() {
    assertTimeoutPreemptively(PATIENCE, this::stop);

    assertTrue(cancellation.requested());
    assertThrows(CancelledException.class, cancellation::begin);
  }

  @Test
  void aShutdownDoesNotWaitForWorkThatIsFinished() {
    cancellation.begin();
    cancellation.finished();

    assertTimeoutPreemptively(PATIENCE, this::stop);
  }

  @Test
  void aShutdownWaitsUntilTheWorkHasNoticed() throws InterruptedException {
    cancellation.begin();
    AtomicBoolean cleanedUp = new AtomicBoolean();
    AtomicBoolean seenByShutdown = new AtomicBoolean();
    Thread shutdown =
        new Thread(
            () -> {
              stop();
              seenByShutdown.set(cleanedUp.get());
            });
    shutdown.start();
    while (!cancellation.requested()) {
      Thread.onSpinWait();
    }
    assertThrows(CancelledException.class, cancellation::throwIfRequested);
    cleanedUp.set(true);
    cancellation.finished();
    shutdown.join();

    assertTrue(seenByShutdown.get());
  }

  @Test
  void theEngineAsksTheProgress() {
    Progress progress = Progress.of(world.context(), true);
    assertFalse(progress.cancelled());
    stop();
    assertTrue(progress.cancelled());
    assertEquals("", world.err());
  }

  private void stop() {
    cancellation.stop(world.context().terminal());
  }
}
