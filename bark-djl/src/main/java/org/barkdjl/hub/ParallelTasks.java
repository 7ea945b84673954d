package org.barkdjl.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs tasks on a few threads; the first failure stops the others, and is thrown when all ended.
 */
final class ParallelTasks {
  /** Enough for many small files, and few enough for the hub to bear. */
  private static final int THREADS = 6;

  /** A task that looks now and then whether it shall stop. */
  interface Task<T> {
    T run(Stop stop) throws IOException;
  }

  /** Whether another task failed. */
  static final class Stop {
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** The listener, asking for an end after another task's failure, too. */
    HubListener wrap(HubListener listener) {
      return new HubListener() {
        @Override
        public void progress(HubProgress progress) {
          listener.progress(progress);
        }

        @Override
        public void cached(HubFile file, Path place) {
          listener.cached(file, place);
        }

        @Override
        public void retrying(String why, Duration after) {
          listener.retrying(why, after);
        }

        @Override
        public boolean cancelled() {
          return failure.get() != null || listener.cancelled();
        }
      };
    }
  }

  private ParallelTasks() {}

  static <T> List<T> run(List<Task<T>> tasks) throws IOException {
    Stop stop = new Stop();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "bark-download");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Task<T> task : tasks) {
        futures.add(threads.submit(() -> run(task, stop)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(result(future, stop));
      }
      throwFailure(stop);
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T run(Task<T> task, Stop stop) {
    if (stop.failure.get() != null) {
      return null;
    }
    try {
      return task.run(stop);
    } catch (IOException | RuntimeException e) {
      stop.failure.compareAndSet(null, e);
      return null;
    }
  }

  private static <T> T result(Future<T> future, Stop stop) {
    boolean interrupted = false;
    while (true) {
      try {
        T result = future.get();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return result;
      } catch (InterruptedException e) {
        interrupted = true;
        stop.failure.compareAndSet(null, HubRetry.cancelled());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause()); // an Error: run() catches the rest
      }
    }
  }

  private static void throwFailure(Stop stop) throws IOException {
    Exception failure = stop.failure.get();
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
  }
}
