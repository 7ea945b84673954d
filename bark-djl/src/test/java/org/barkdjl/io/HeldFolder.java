package org.barkdjl.io;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A folder that one thread holds while another one wants to work. */
public record HeldFolder(Path folder) {
  /** Whether the work waits until the folder is free; it is done afterwards in any case. */
  public boolean keepsOut(Callable<?> work) throws Exception {
    FutureTask<?> task = new FutureTask<>(work);
    Thread thread = new Thread(task);
    boolean waits =
        FolderLock.hold(
            folder,
            () -> {},
            () -> {
              thread.start();
              while (thread.getState() != Thread.State.BLOCKED && !task.isDone()) {
                Thread.onSpinWait();
              }
              return !task.isDone();
            });
    task.get();
    return waits;
  }
}
