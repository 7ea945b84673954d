package org.barkdjl.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.barkdjl.Priority;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.audio.AudioListener;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.AudioSource;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.CancelledException;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationListener;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Narrator;
import org.barkdjl.narration.SpokenPiece;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.text.SpeechLength;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * A text on its way to being spoken, and the account of it. One thread of its own speaks it; any
 * other may look, and cancel.
 */
final class Speech implements NarrationListener {
  /** Seeds that are drawn are short enough to be written down. */
  private static final long SEEDS = 1L << 32;

  private static final double NANOS = 1e9;

  /** How far it has come. */
  enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why something was ended before its time. */
  enum Reason {
    /** The client has gone, or reads no more. */
    CLIENT,
    /** Somebody asked for it. */
    REQUEST,
    /** The server is being stopped. */
    SHUTDOWN;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String id;
  private final SpeechCall call;
  private final long seed;
  private final Duration estimate;
  private final long begun = System.nanoTime();
  private final List<String> warnings = new ArrayList<>();

  private volatile State state = State.QUEUED;
  private volatile Reason cancelled;
  private volatile long started;
  private volatile long heard;
  private volatile long ended;
  private volatile int pieces;
  private volatile int piecesDone;
  private volatile Stage stage;
  private volatile double stageDone;
  private volatile Duration spoken = Duration.ZERO;
  private volatile Narration narration;
  private volatile Throwable failure;

  Speech(String id, SpeechCall call) {
    this.id = id;
    this.call = call;
    seed = call.options().seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(SEEDS));
    estimate = new SpeechLength(call.input()).duration();
  }

  String id() {
    return id;
  }

  SpeechCall call() {
    return call;
  }

  AudioFormat format() {
    return call.format();
  }

  long seed() {
    return seed;
  }

  State state() {
    return state;
  }

  boolean hasEnded() {
    return state != State.QUEUED && state != State.RUNNING;
  }

  /** How much of its audio is still to come, by an estimate. */
  Duration left() {
    Duration left = hasEnded() ? Duration.ZERO : estimate.minus(spoken);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether any sound has come. */
  boolean isHeard() {
    return heard != 0;
  }

  /** What came of it; empty as long as nothing has. */
  Optional<Narration> narration() {
    return Optional.ofNullable(narration);
  }

  /** Why it failed. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Why it was cancelled. */
  Optional<Reason> cancelReason() {
    return Optional.ofNullable(cancelled);
  }

  /** From its coming until the engine began with it; until now, if it has not. */
  Duration waited() {
    return since(started == 0 ? ended : started);
  }

  /** From its coming to its end; until now, if it has not ended. */
  Duration lasted() {
    return since(ended);
  }

  /** From its coming to the first sound. */
  Duration untilHeard() {
    return since(heard);
  }

  /** Ends it at the engine's next chunk; the first reason counts. */
  void cancel(Reason reason) {
    if (cancelled == null) {
      cancelled = reason;
    }
  }

  /**
   * Speaks it.
   *
   * @param out takes the sound file, as it comes
   * @return bytes to be put over the first ones of the file
   * @throws IOException if the stream throws it, or an encoder failed
   */
  byte[] speak(
      ServedModel served, Encodings encodings, String software, Priority priority, OutputStream out)
      throws IOException {
    try {
      byte[] head = write(served, encodings, software, priority, out);
      Optional<RuntimeException> cut = narration.cut().map(Narration.Cut::cause);
      if (cut.isPresent()) {
        throw cut.get();
      }
      end(State.DONE);
      return head;
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      end(e instanceof CancelledException || cancelled != null ? State.CANCELLED : State.FAILED);
      throw e;
    }
  }

  private byte[] write(
      ServedModel served, Encodings encodings, String software, Priority priority, OutputStream out)
      throws IOException {
    SpeechOptions options = call.options();
    Optional<Voice> voice = served.voice(call.voice());
    Map<String, Voice> speakers = new LinkedHashMap<>();
    for (Map.Entry<String, String> speaker : options.speakers().entrySet()) {
      speakers.put(speaker.getKey(), served.named(speaker.getValue()));
    }
    SpeechPlan plan = options.plan(call.input(), voice.map(Voice::name));
    pieces = plan.pieces().size();
    NarrationRequest request =
        NarrationRequest.of(plan, seed)
            .withVoice(voice)
            .withSpeakers(speakers)
            .withOptions(options.generation());
    AudioTags tags =
        new AudioTags(
            call.input(),
            voice.map(Voice::name).orElse(""),
            served.model().manifest().name(),
            seed,
            software);
    int rate = served.model().manifest().sampleRateHz();
    AudioWriter writer =
        encodings
            .of(call.format())
            .writer(
                rate,
                tags,
                new AudioListener() {
                  @Override
                  public void warning(String sentence) {
                    warn(List.of(sentence));
                  }
                });
    Narrator narrator = new Narrator(served.bark(), priority);
    AudioSource source = sink -> hear(narrator.narrate(request, new Heard(sink, rate), this));
    return writer.stream(out, encodings.paced(source, rate, call.speed()));
  }

  private void hear(Narration all) {
    narration = all;
    warn(all.warnings());
  }

  private void warn(List<String> sentences) {
    synchronized (warnings) {
      warnings.addAll(sentences);
    }
  }

  private void end(State how) {
    ended = System.nanoTime();
    state = how;
  }

  @Override
  public void pieces(int first, int last, int count) {
    piecesDone = first - 1;
  }

  @Override
  public void started(Stage of, int expected) {
    if (state == State.QUEUED) {
      started = System.nanoTime();
      state = State.RUNNING;
    }
    stage = of;
    stageDone = 0;
  }

  @Override
  public void advanced(Stage of, int done, int expected) {
    stageDone = Math.min(1, done / (double) Math.max(1, expected));
  }

  @Override
  public void finished(Stage of, StageTiming timing) {
    stageDone = 1;
  }

  @Override
  public boolean cancelled() {
    return cancelled != null;
  }

  /** Watches the samples pass. */
  private final class Heard implements AudioSink {
    private final AudioSink sink;
    private final int rateHz;

    Heard(AudioSink sink, int rateHz) {
      this.sink = sink;
      this.rateHz = rateHz;
    }

    @Override
    public void expect(long samples) {
      sink.expect(samples);
    }

    @Override
    public void write(float[] samples) throws IOException {
      if (heard == 0) {
        heard = System.nanoTime();
      }
      spoken = spoken.plusNanos(Math.round(samples.length * NANOS / rateHz));
      sink.write(samples);
    }
  }

  /**
   * What is known of it.
   *
   * @param place how many wait before it, itself among them; 0: it does not wait
   */
  JsonObject toJson(int place) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("state", state.id());
    json.addProperty("place", place);
    json.addProperty("pieces", pieces);
    json.addProperty("pieces_done", state == State.DONE ? pieces : piecesDone);
    json.addProperty("stage", stage == null ? null : stage.name().toLowerCase(Locale.ROOT));
    json.addProperty("stage_done", stageDone);
    json.addProperty("seed", seed);
    json.addProperty("format", call.format().id());
    json.addProperty("voice", call.voice().orElse(null));
    json.addProperty("estimated_seconds", seconds(estimate));
    json.addProperty("audio_seconds", seconds(spoken));
    JsonArray told = new JsonArray();
    synchronized (warnings) {
      warnings.forEach(told::add);
    }
    json.add("warnings", told);
    JsonArray ignored = new JsonArray();
    call.ignored().forEach(ignored::add);
    json.add("ignored", ignored);
    json.add("timings", timings());
    json.add("cues", cues());
    json.add("error", error());
    return json;
  }

  private JsonObject timings() {
    JsonObject json = new JsonObject();
    json.addProperty("queued_seconds", seconds(waited()));
    json.addProperty("first_audio_seconds", heard == 0 ? null : seconds(untilHeard()));
    json.addProperty("total_seconds", seconds(lasted()));
    if (narration != null) {
      json.addProperty("real_time_factor", narration.realTimeFactor());
      JsonObject stages = new JsonObject();
      narration
          .timings()
          .forEach(
              (of, timing) ->
                  stages.addProperty(of.name().toLowerCase(Locale.ROOT), seconds(timing.wall())));
      json.add("stage_seconds", stages);
    }
    return json;
  }

  /** When each piece is heard, before a change of speed. */
  private JsonArray cues() {
    JsonArray cues = new JsonArray();
    if (narration != null) {
      for (SpokenPiece piece : narration.pieces()) {
        JsonObject cue = new JsonObject();
        cue.addProperty("start", seconds(piece.start()));
        cue.addProperty("end", seconds(piece.end()));
        cue.addProperty("seed", piece.seed());
        cues.add(cue);
      }
    }
    return cues;
  }

  private JsonObject error() {
    if (state == State.CANCELLED && cancelled != null) {
      JsonObject json = new JsonObject();
      json.addProperty("code", "cancelled");
      json.addProperty("message", "The request was cancelled.");
      return json;
    }
    return failure == null ? null : ApiException.of(failure).toJson().getAsJsonObject("error");
  }

  /** From its coming to a moment; to now, if that has not been. */
  private Duration since(long moment) {
    return Duration.ofNanos((moment == 0 ? System.nanoTime() : moment) - begun);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
