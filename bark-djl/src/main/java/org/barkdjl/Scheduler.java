package org.barkdjl;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.QueueFullException;

/**
 * The one thread that works with the models, and the requests that wait for it. Between two chunks
 * of work it lets in what waits: first those that somebody waits for, else in the order of their
 * coming; of four in a row one is of the other kind, if one waits.
 */
final class Scheduler implements AutoCloseable {
  private static final int IN_A_ROW = 3;

  /** How much a new measurement of the speed counts. */
  private static final double WEIGHT = 0.2;

  private final QueueLimit limit;
  private final Thread thread;
  private final CompletableFuture<Pipeline> opened = new CompletableFuture<>();

  // What follows is guarded by this.
  private final Deque<PipelineItem> interactive = new ArrayDeque<>();
  private final Deque<PipelineItem> batch = new ArrayDeque<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private int interactiveInARow;
  private int working;
  private boolean closing;
  private boolean cancelling;

  /** Work over length of audio; until something was measured, a guess. */
  private double realTimeFactor = 1;

  /**
   * @param opener loads the models, on the thread that will work with them
   */
  Scheduler(QueueLimit limit, Callable<Pipeline> opener) {
    this.limit = limit;
    thread = new Thread(() -> run(opener), "bark-engine");
    // Who ends the JVM without closing the engine shall not wait for it for ever.
    thread.setDaemon(true);
    thread.start();
  }

  /** Completes when the models are loaded, or could not be. */
  CompletableFuture<Pipeline> opened() {
    return opened;
  }

  /**
   * A request waits for its turn.
   *
   * @throws QueueFullException if too much waits already
   * @throws IllegalStateException after {@link #close}
   */
  Generation submit(BarkRequest request, BarkListener listener, Priority priority) {
    Generation generation = new Generation(request, listener, priority, this::wake);
    PipelineItem item = new PipelineItem(generation);
    synchronized (this) {
      throwIfClosed();
      throwIfFull(item);
      (item.isInteractive() ? interactive : batch).add(item);
      notifyAll();
    }
    generation.atEnd(outcome -> outcome.result().ifPresent(this::measured));
    return generation;
  }

  /** Does something else with the models, between two chunks of work. */
  <T> CompletableFuture<T> run(Function<Pipeline, T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    synchronized (this) {
      throwIfClosed();
      tasks.add(
          () -> {
            try {
              result.complete(work.apply(opened.join()));
            } catch (RuntimeException e) {
              result.completeExceptionally(e);
            }
          });
      notifyAll();
    }
    return result;
  }

  /** How many requests wait. */
  synchronized int queued() {
    return interactive.size() + batch.size();
  }

  /** How many requests are worked on. */
  synchronized int working() {
    return working;
  }

  boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  /** Cancels all that was submitted. */
  synchronized void cancelAll() {
    cancelling = true;
    notifyAll();
  }

  /** Takes no more, brings to its end what was submitted, and frees the models. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  private void run(Callable<Pipeline> opener) {
    Pipeline pipeline;
    try {
      pipeline = opener.call();
    } catch (Throwable e) {
      opened.completeExceptionally(e);
      return;
    }
    opened.complete(pipeline);
    try {
      while (awaitWork(pipeline)) {
        nextTasks().forEach(Runnable::run);
        dropCancelled(pipeline);
        admit(pipeline);
        tell(pipeline.size());
        pipeline.turn();
        tell(pipeline.size());
      }
    } catch (Throwable e) {
      // Nobody would hear of it otherwise, and all would wait for ever.
      failAll(pipeline, new BarkException("The engine has stopped: " + e.getMessage(), e));
    } finally {
      pipeline.close();
    }
  }

  private synchronized void tell(int size) {
    working = size;
  }

  private synchronized boolean awaitWork(Pipeline pipeline) throws InterruptedException {
    while (pipeline.isEmpty() && queued() == 0 && tasks.isEmpty()) {
      cancelling = false;
      if (closing) {
        return false;
      }
      wait();
    }
    return true;
  }

  private synchronized List<Runnable> nextTasks() {
    List<Runnable> next = List.copyOf(tasks);
    tasks.clear();
    return next;
  }

  /** Listeners are asked, which may be anybody's: not under the lock. */
  private void dropCancelled(Pipeline pipeline) {
    List<PipelineItem> waiting;
    boolean all;
    synchronized (this) {
      waiting = new ArrayList<>(interactive);
      waiting.addAll(batch);
      all = cancelling;
      cancelling = false;
    }
    if (all) {
      pipeline.cancelAll();
    }
    for (PipelineItem item : waiting) {
      try {
        if (all || item.isCancelled()) {
          throw new CancelledException("The generation was cancelled.");
        }
      } catch (RuntimeException e) {
        synchronized (this) {
          interactive.remove(item);
          batch.remove(item);
        }
        item.fail(e);
      }
    }
  }

  private void admit(Pipeline pipeline) {
    while (pipeline.room() > 0) {
      PipelineItem item;
      synchronized (this) {
        item = next();
      }
      if (item == null) {
        return;
      }
      pipeline.add(item);
    }
  }

  private PipelineItem next() {
    boolean turnOfBatch = interactive.isEmpty() || interactiveInARow >= IN_A_ROW;
    if (turnOfBatch && !batch.isEmpty()) {
      interactiveInARow = 0;
      return batch.poll();
    }
    interactiveInARow++;
    return interactive.poll();
  }

  private void failAll(Pipeline pipeline, BarkException e) {
    List<PipelineItem> waiting;
    synchronized (this) {
      closing = true;
      waiting = new ArrayList<>(interactive);
      waiting.addAll(batch);
      interactive.clear();
      batch.clear();
      tasks.clear();
    }
    waiting.forEach(item -> item.fail(e));
    pipeline.failAll(e);
  }

  private void throwIfClosed() {
    if (closing) {
      throw new IllegalStateException("This Bark is closed.");
    }
  }

  private void throwIfFull(PipelineItem item) {
    if (limit.equals(QueueLimit.NONE)) {
      return;
    }
    int waiting = queued();
    Duration audio = Duration.ZERO;
    for (PipelineItem each : interactive) {
      audio = audio.plus(each.estimate());
    }
    for (PipelineItem each : batch) {
      audio = audio.plus(each.estimate());
    }
    boolean tooLong = waiting > 0 && audio.plus(item.estimate()).compareTo(limit.audio()) > 0;
    if (waiting >= limit.requests() || tooLong) {
      Duration left = Duration.ofMillis(Math.round(audio.toMillis() * realTimeFactor));
      throw new QueueFullException(
          String.format(
              Locale.ROOT,
              "The queue is full: %d requests of about %.0f s of audio wait.",
              waiting,
              audio.toMillis() / 1e3),
          left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left);
    }
  }

  private synchronized void measured(BarkResult result) {
    realTimeFactor += WEIGHT * (result.realTimeFactor() - realTimeFactor);
  }
}
