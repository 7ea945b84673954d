package org.barkdjl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.barkdjl.error.BarkException;

/** A request that was submitted to a {@link Bark}, and what becomes of it. For any thread. */
public final class Generation {
  private final BarkRequest request;
  private final BarkListener listener;
  private final Priority priority;
  private final CompletableFuture<BarkResult> future = new CompletableFuture<>();
  private final Runnable wake;
  private volatile boolean cancelled;

  Generation(BarkRequest request, BarkListener listener, Priority priority, Runnable wake) {
    this.request = request;
    this.listener = listener;
    this.priority = priority;
    this.wake = wake;
  }

  /** What was asked for. */
  public BarkRequest request() {
    return request;
  }

  /**
   * Ends it at the next chunk of work, or before it has begun; it then fails with a
   * CancelledException. Nothing else is touched. After its end this does nothing.
   */
  public void cancel() {
    cancelled = true;
    wake.run();
  }

  /**
   * Completes on the engine's thread with the result, or a {@link BarkException}: what depends on
   * it must return at once, and must not wait for the engine.
   */
  public CompletableFuture<BarkResult> future() {
    return future.copy();
  }

  /**
   * Does something at the end, on the engine's thread, or at once if that has been: it must return
   * soon, and must not wait for the engine.
   */
  public void atEnd(Consumer<BarkOutcome> work) {
    var unused = future.whenComplete((result, failure) -> work.accept(BarkOutcome.of(this)));
  }

  /**
   * Waits for the end.
   *
   * @throws BarkException if it failed or was cancelled; see {@link Bark#generate(BarkRequest,
   *     BarkListener)}
   */
  public BarkResult join() {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw (BarkException) e.getCause();
    }
  }

  BarkListener listener() {
    return listener;
  }

  Priority priority() {
    return priority;
  }

  /** Whether it is to end, be it that {@link #cancel} was called or that the listener says so. */
  boolean isCancelled() {
    return cancelled || listener.cancelled();
  }

  void complete(BarkOutcome outcome) {
    outcome.result().ifPresent(future::complete);
    outcome.failure().ifPresent(future::completeExceptionally);
  }
}
