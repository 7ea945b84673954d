package org.barkdjl.hub;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The body of a response as it arrives. Unlike HttpClient's own streams it notices a connection
 * that has gone silent.
 */
final class ChunkedBody implements HttpResponse.BodySubscriber<ChunkedBody>, Closeable {
  private static final long SLICE_MILLIS = 100;

  private record Failure(Throwable cause) {}

  private record End() {}

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
  private volatile boolean closed;

  @Override
  public CompletionStage<ChunkedBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription.set(source);
    if (closed) {
      source.cancel();
    } else {
      source.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(buffers);
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Failure(cause));
  }

  @Override
  public void onComplete() {
    events.add(new End());
  }

  /**
   * Waits for the next buffers.
   *
   * @return null at the end
   * @throws PassingFailure if the connection broke, or nothing came for {@code patience}
   */
  List<ByteBuffer> next(Duration patience, BooleanSupplier cancelled) throws IOException {
    Object event = poll(patience, cancelled);
    if (event instanceof End) {
      return null;
    }
    if (event instanceof Failure failure) {
      throw new PassingFailure("the connection broke off", null, failure.cause());
    }
    subscription.get().request(1);
    @SuppressWarnings("unchecked") // onNext puts nothing else
    List<ByteBuffer> buffers = (List<ByteBuffer>) event;
    return buffers;
  }

  /** Ends the transfer if it is still going on. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription source = subscription.get();
    if (source != null) {
      source.cancel();
    }
  }

  private Object poll(Duration patience, BooleanSupplier cancelled) throws IOException {
    long left = Math.max(1, patience.toMillis());
    while (left > 0) {
      HubRetry.throwIf(cancelled);
      long slice = Math.min(left, SLICE_MILLIS);
      try {
        Object event = events.poll(slice, TimeUnit.MILLISECONDS);
        if (event != null) {
          return event;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      left -= slice;
    }
    throw new PassingFailure("nothing arrived for " + patience.toSeconds() + " s");
  }
}
