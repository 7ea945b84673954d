package org.barkdjl.server;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.barkdjl.Priority;
import org.barkdjl.QueueLimit;
import org.barkdjl.error.QueueFullException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is being spoken, and what was lately: who may come, who is where, who is to go. A thread
 * a speech waits for the engine, which alone decides what it works on. For any thread.
 */
final class Speeches {
  private static final Logger LOG = LoggerFactory.getLogger(Speeches.class);

  /** How many that have ended are remembered, for who asks how it went. */
  private static final int REMEMBERED = 200;

  /** How much of the measured speed stays when another speech has ended. */
  private static final double KEPT = 0.9;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private final QueueLimit limit;
  private final Metrics metrics;
  private final String software;
  private final boolean logTexts;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "bark-speech");
            thread.setDaemon(true);
            return thread;
          });

  // What follows is guarded by this.
  private final Map<String, Speech> active = new LinkedHashMap<>();
  private final Map<String, Speech> ended = new LinkedHashMap<>();
  private final Deque<String> endedIds = new ArrayDeque<>();
  private ServedModel served;
  private Encodings encodings;
  private boolean stopping;
  private double audioSeconds;
  private double busySeconds;
  private long busySince;

  /**
   * @param software the program and its version, for tags of files
   * @param logTexts whether the log may say what is spoken
   */
  Speeches(QueueLimit limit, Metrics metrics, String software, boolean logTexts) {
    this.limit = limit;
    this.logTexts = logTexts;
    this.metrics = metrics;
    this.software = software;
    metrics.watch(this);
  }

  /** From now on it speaks. */
  synchronized void serve(ServedModel model, Encodings formats) {
    served = model;
    encodings = formats;
  }

  synchronized boolean isReady() {
    return served != null && !stopping;
  }

  synchronized Optional<ServedModel> served() {
    return Optional.ofNullable(served);
  }

  synchronized Optional<Encodings> encodings() {
    return Optional.ofNullable(encodings);
  }

  /**
   * Throws if nothing can be spoken now.
   *
   * @throws ApiException 503, while the model is loaded or the server is being stopped
   */
  synchronized void requireReady() {
    if (stopping) {
      throw ApiException.unavailable("The server is being stopped.", Duration.ofSeconds(10));
    }
    if (served == null) {
      throw ApiException.unavailable("The model is being loaded.", Duration.ofSeconds(5));
    }
  }

  /**
   * Takes one more, if there is room.
   *
   * @param wanted the id that the client would have; one that is no id, or is taken, gets another
   * @throws QueueFullException if there is none
   * @throws ApiException if nothing can be spoken now
   */
  synchronized Speech admit(SpeechCall call, Optional<String> wanted) {
    requireReady();
    Speech speech = new Speech(wanted.filter(this::isFree).orElseGet(Speeches::id), call);
    throwIfFull(speech);
    if (active.isEmpty()) {
      busySince = System.nanoTime();
    }
    active.put(speech.id(), speech);
    return speech;
  }

  /**
   * Speaks one that was admitted, on a thread of its own.
   *
   * @param atEnd told, on that thread, what to put over the beginning of the file; nothing if it
   *     failed or was cancelled, which the speech tells
   */
  void start(Speech speech, Priority priority, OutputStream out, Consumer<Optional<byte[]>> atEnd) {
    threads.execute(
        () -> {
          Optional<byte[]> head = Optional.empty();
          try {
            head = Optional.of(speak(speech, priority, out));
          } catch (Exception | Error e) {
            if (speech.state() == Speech.State.FAILED && ApiException.of(e).status() >= 500) {
              LOG.warn("Request {} failed.", speech.id(), e);
            }
          } finally {
            remove(speech);
            atEnd.accept(head);
          }
        });
  }

  /**
   * Speaks one on this thread.
   *
   * @return bytes to be put over the first ones
   * @throws IOException if the stream throws it, or an encoder failed
   */
  byte[] speak(Speech speech, Priority priority, OutputStream out) throws IOException {
    try {
      return speech.speak(
          served().orElseThrow(), encodings().orElseThrow(), software, priority, out);
    } finally {
      log(speech);
    }
  }

  private void log(Speech speech) {
    LOG.info(
        "{} {} {}: {} characters, {} s of audio, first after {} s, all after {} s{}",
        speech.id(),
        speech.state().id(),
        speech.format().id(),
        speech.call().input().length(),
        speech.narration().map(all -> all.duration().toMillis() / 1e3).orElse(0.0),
        speech.isHeard() ? speech.untilHeard().toMillis() / 1e3 : "-",
        speech.lasted().toMillis() / 1e3,
        logTexts ? ": " + speech.call().input().replaceAll("\\p{Cntrl}", " ") : "");
  }

  /** The speech of that id, if it is known still. */
  synchronized Optional<Speech> find(String id) {
    return Optional.ofNullable(active.getOrDefault(id, ended.get(id)));
  }

  /** How many wait before it, itself among them; 0: it does not wait. */
  synchronized int place(Speech speech) {
    if (speech.state() != Speech.State.QUEUED) {
      return 0;
    }
    int place = 0;
    for (Speech each : active.values()) {
      if (each.state() == Speech.State.QUEUED) {
        place++;
      }
      if (each == speech) {
        break;
      }
    }
    return place;
  }

  synchronized int active() {
    return active.size();
  }

  /** How many the engine has not begun with. */
  synchronized int queued() {
    return (int)
        active.values().stream().filter(each -> each.state() == Speech.State.QUEUED).count();
  }

  /** The audio that is still to come, by an estimate. */
  synchronized Duration left() {
    return active.values().stream().map(Speech::left).reduce(Duration.ZERO, Duration::plus);
  }

  /** How many pieces the engine works on. */
  int rowsWorking() {
    return served().map(model -> model.bark().working()).orElse(0);
  }

  /** Takes no more. */
  synchronized void refuse() {
    stopping = true;
  }

  /**
   * Waits until nothing is spoken any more.
   *
   * @return whether that is so
   */
  synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!active.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  synchronized void cancelAll(Speech.Reason reason) {
    active.values().forEach(speech -> speech.cancel(reason));
  }

  private synchronized void remove(Speech speech) {
    long now = System.nanoTime();
    active.remove(speech.id());
    audioSeconds =
        KEPT * audioSeconds
            + speech.narration().map(all -> all.duration().toMillis() / 1e3).orElse(0.0);
    busySeconds = KEPT * busySeconds + (now - busySince) / 1e9;
    busySince = now;
    ended.put(speech.id(), speech);
    endedIds.add(speech.id());
    if (endedIds.size() > REMEMBERED) {
      ended.remove(endedIds.remove());
    }
    metrics.ended(speech);
    notifyAll();
  }

  private void throwIfFull(Speech speech) {
    int room = served.bark().rows() + limit.requests();
    double left = left().toMillis() / 1e3;
    double more = speech.left().toMillis() / 1e3;
    double most = limit.audio().toMillis() / 1e3;
    if (active.size() >= room) {
      throw full(left / active.size());
    }
    if (!active.isEmpty() && left + more > most) {
      throw full(left + more - most);
    }
  }

  /**
   * @param seconds of audio that must have been spoken before there is room
   */
  private QueueFullException full(double seconds) {
    double rate = busySeconds == 0 || audioSeconds == 0 ? 1 : audioSeconds / busySeconds;
    return new QueueFullException(
        String.format(
            Locale.ROOT,
            "The server is busy: %d requests with about %d s of audio are before yours.",
            active.size(),
            left().toSeconds()),
        Duration.ofMillis(Math.round(1e3 * seconds / rate)));
  }

  private boolean isFree(String id) {
    return ID.matcher(id).matches() && !active.containsKey(id) && !ended.containsKey(id);
  }

  /** Those that cannot be guessed: who knows one may ask and cancel. */
  private static String id() {
    return UUID.randomUUID().toString();
  }
}
