package org.barkdjl.server;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** What Prometheus reads. */
final class Metrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  /** Seconds: from a short wait on a GPU to a full queue. */
  private static final double[] SECONDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800};

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter requests =
      Counter.builder()
          .name("bark_requests_total")
          .help("Answers to requests for speech, by status and format.")
          .labelNames("status", "format")
          .register(registry);

  private final Histogram queueWait =
      Histogram.builder()
          .name("bark_queue_wait_seconds")
          .help("From the coming of a request to the engine's beginning with it.")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);

  private final Histogram firstAudio =
      Histogram.builder()
          .name("bark_first_audio_seconds")
          .help("From the coming of a request to its first sound.")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);

  private final Counter audio =
      Counter.builder()
          .name("bark_audio_seconds_total")
          .help("Audio that was made.")
          .register(registry);

  private final Counter stages =
      Counter.builder()
          .name("bark_stage_seconds_total")
          .help("Time that each stage took.")
          .labelNames("stage")
          .register(registry);

  private final Counter cancelled =
      Counter.builder()
          .name("bark_cancelled_total")
          .help("Requests that were ended before their time: by the client's leaving or by wish.")
          .labelNames("reason")
          .register(registry);

  Metrics() {
    JvmMetrics.builder().register(registry);
    for (Speech.Reason reason : Speech.Reason.values()) {
      cancelled.initLabelValues(reason.id());
    }
  }

  /** Gauges that are read when they are asked for. */
  void watch(Speeches speeches) {
    gauge("bark_requests_active", "Requests that wait or are spoken.", speeches::active);
    gauge("bark_queue_requests", "Requests that wait for the engine.", speeches::queued);
    gauge(
        "bark_queue_audio_seconds",
        "Audio that is still to be made, by an estimate from the texts.",
        () -> speeches.left().toMillis() / 1e3);
    gauge("bark_decode_rows", "Pieces that the engine works on.", speeches::rowsWorking);
    gauge("bark_ready", "Whether requests are taken.", () -> speeches.isReady() ? 1 : 0);
  }

  /**
   * A request for speech got its answer.
   *
   * @param status of HTTP; 499: the client had gone, 599: the answer was broken off
   * @param format empty: it was not understood
   */
  void answered(int status, String format) {
    requests.labelValues(Integer.toString(status), format).inc();
  }

  void ended(Speech speech) {
    queueWait.observe(speech.waited().toMillis() / 1e3);
    if (speech.isHeard()) {
      firstAudio.observe(speech.untilHeard().toMillis() / 1e3);
    }
    if (speech.state() == Speech.State.CANCELLED) {
      speech.cancelReason().ifPresent(reason -> cancelled.labelValues(reason.id()).inc());
    }
    speech
        .narration()
        .ifPresent(
            narration -> {
              audio.inc(narration.duration().toMillis() / 1e3);
              narration
                  .timings()
                  .forEach(
                      (stage, timing) ->
                          stages
                              .labelValues(stage.name().toLowerCase(Locale.ROOT))
                              .inc(timing.wall().toNanos() / 1e9));
            });
  }

  /** All of it, in Prometheus' text format. */
  byte[] text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toByteArray();
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }
}
