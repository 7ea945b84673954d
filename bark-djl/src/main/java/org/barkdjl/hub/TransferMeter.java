package org.barkdjl.hub;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Adds up what several downloads do, and tells the listener. */
final class TransferMeter {
  private final HubListener listener;
  private final LongSupplier nanoTime;
  private final long begin;
  private long done;
  private long total;
  private long received;

  TransferMeter(HubListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  synchronized void expect(long bytes) {
    total += bytes;
  }

  /** Bytes that are there already; negative if they have to be fetched again. */
  synchronized void present(long bytes) {
    done += bytes;
  }

  synchronized void received(long bytes) {
    done += bytes;
    received += bytes;
    listener.progress(
        new HubProgress(done, total, received, Duration.ofNanos(nanoTime.getAsLong() - begin)));
  }
}
