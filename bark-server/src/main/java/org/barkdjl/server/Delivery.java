package org.barkdjl.server;

import com.google.gson.JsonObject;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.audio.AudioFormat;

/**
 * Sends a speech to its client, as fast as the client reads. The answer begins with the first
 * sound, so that what fails before has a status of its own; what fails after breaks it off.
 */
final class Delivery {
  private static final int BLOCK_BYTES = 1 << 15;
  private static final long TICK_MILLIS = 15_000;

  /** Proxies and clients give up a little later. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

  /** Who reads nothing for so long has gone. */
  private static final Duration LONGEST_STALL = Duration.ofMinutes(5);

  private final Context context;
  private final HttpServerResponse response;
  private final Speech speech;
  private final Metrics metrics;
  private final ByteSpool spool;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final long timer;

  private volatile boolean ended;
  private volatile boolean whole;

  // What follows belongs to the event loop.
  private boolean over;
  private long lastWrite = System.nanoTime();

  /**
   * @param context the response's
   * @param folder where audio waits that the client is slow to read
   */
  Delivery(
      Context context, HttpServerResponse response, Speech speech, Metrics metrics, Path folder) {
    this.context = context;
    this.response = response;
    this.speech = speech;
    this.metrics = metrics;
    spool = new ByteSpool(folder, this::wake);
    response.closeHandler(closed -> left());
    response.exceptionHandler(broken -> left());
    timer = context.owner().setPeriodic(TICK_MILLIS, tick -> tick());
  }

  /** Takes the sound file. */
  OutputStream out() {
    return spool;
  }

  /**
   * The speech has ended; on its thread.
   *
   * @param head to be put over the beginning of the file; empty: it failed, or was cancelled
   */
  void end(Optional<byte[]> head) {
    head.ifPresent(spool::patch);
    whole = head.isPresent();
    ended = true;
    wake();
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(unused -> pump());
    }
  }

  private void pump() {
    woken.set(false);
    if (over) {
      return;
    }
    // Asked before the spool is emptied: nothing comes after it.
    boolean last = ended;
    try {
      if (!response.headWritten()) {
        if (last && !whole) {
          refuse();
          return;
        }
        boolean audible = speech.call().stream() && speech.isHeard() && spool.available() > 0;
        if (!last && !audible) {
          return;
        }
        begin(last);
      }
      while (!response.writeQueueFull() && spool.available() > 0) {
        write(spool.read(BLOCK_BYTES));
      }
    } catch (IOException e) {
      // The disk on which it waited failed.
      speech.cancel(Speech.Reason.CLIENT);
      breakOff();
      return;
    }
    if (spool.available() > 0) {
      response.drainHandler(drained -> pump());
    } else if (last) {
      finish();
    }
  }

  /**
   * @param all whether all of it is there
   */
  private void begin(boolean all) {
    AudioFormat format = speech.format();
    boolean events = speech.call().events();
    response.putHeader("content-type", events ? "text/event-stream" : type(format));
    response.putHeader("cache-control", "no-store");
    if (all && !events) {
      response.putHeader("content-length", Long.toString(spool.available()));
    } else {
      response.setChunked(true);
    }
  }

  private void write(byte[] block) {
    lastWrite = System.nanoTime();
    if (speech.call().events()) {
      JsonObject delta = event("speech.audio.delta");
      delta.addProperty("audio", Base64.getEncoder().encodeToString(block));
      send(delta);
    } else {
      var unused = response.write(Buffer.buffer(block));
    }
  }

  private void finish() {
    if (!whole) {
      breakOff();
      return;
    }
    if (speech.call().events()) {
      JsonObject done = event("speech.audio.done");
      int in = speech.call().input().codePointCount(0, speech.call().input().length());
      int out =
          speech
              .narration()
              .map(all -> all.timings().get(Stage.SEMANTIC))
              .map(StageTiming::steps)
              .orElse(0);
      JsonObject usage = new JsonObject();
      usage.addProperty("input_tokens", in);
      usage.addProperty("output_tokens", out);
      usage.addProperty("total_tokens", in + out);
      done.add("usage", usage);
      send(done);
    }
    close();
    metrics.answered(200, speech.format().id());
    var unused = response.end();
  }

  /** It failed before its head was sent. */
  private void refuse() {
    close();
    ApiException failure = failure();
    metrics.answered(failure.status(), speech.format().id());
    Answers.error(response, failure);
  }

  /** It failed after that: the client must not take what it has for all. */
  private void breakOff() {
    close();
    metrics.answered(599, speech.format().id());
    if (speech.call().events() && response.headWritten()) {
      JsonObject error = failure().toJson();
      error.addProperty("type", "speech.audio.error");
      send(error);
      var unused = response.end();
    } else {
      var unused = response.reset();
    }
  }

  private void left() {
    if (!over) {
      close();
      metrics.answered(499, speech.format().id());
      speech.cancel(Speech.Reason.CLIENT);
    }
  }

  private void close() {
    over = true;
    context.owner().cancelTimer(timer);
    spool.close();
  }

  private void tick() {
    Duration silent = Duration.ofNanos(System.nanoTime() - lastWrite);
    if (response.headWritten() && response.writeQueueFull()) {
      if (silent.compareTo(LONGEST_STALL) > 0) {
        left();
        var unused = response.reset();
      }
    } else if (!response.headWritten()) {
      if (silent.compareTo(LONGEST_SILENCE) > 0 && speech.call().stream()) {
        begin(false);
        ping();
      }
    } else {
      ping();
    }
  }

  private void ping() {
    if (speech.call().events()) {
      var unused = response.write(": ping\n\n");
    } else if (!response.headWritten()) {
      var unused = response.writeHead();
    }
  }

  private ApiException failure() {
    Optional<Speech.Reason> reason = speech.cancelReason();
    if (reason.isPresent()) {
      return reason.get() == Speech.Reason.SHUTDOWN
          ? ApiException.unavailable("The server is being stopped.", Duration.ofSeconds(10))
          : ApiException.invalid(400, "The request was cancelled.", null, "cancelled");
    }
    return ApiException.of(
        speech.failure().orElseGet(() -> new IllegalStateException("no failure is known")));
  }

  private static JsonObject event(String type) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    return event;
  }

  private void send(JsonObject event) {
    String name = event.get("type").getAsString();
    var unused = response.write("event: " + name + "\ndata: " + Answers.text(event) + "\n\n");
  }

  /** The media type of a format. */
  static String type(AudioFormat format) {
    return switch (format) {
      case MP3 -> "audio/mpeg";
      case OPUS -> "audio/ogg";
      default -> "audio/" + format.id();
    };
  }
}
