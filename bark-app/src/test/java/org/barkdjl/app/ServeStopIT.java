package org.barkdjl.app;

import static org.barkdjl.app.ServedBark.LONG;
import static org.barkdjl.app.ServedBark.assertError;
import static org.barkdjl.app.ServedBark.body;
import static org.barkdjl.app.ServedBark.json;
import static org.barkdjl.app.ServedBark.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.barkdjl.app.ServedBark.RawClient;
import org.junit.jupiter.api.Test;

/** The server as a process, while it is not ready yet, and when it is told to stop. */
class ServeStopIT {
  @Test
  void beforeItIsReadyItSaysSo() throws Exception {
    ServedBark server = ServedBark.untilItListens();
    try {
      // Loading takes longer than this.
      HttpResponse<byte[]> answer =
          server.send("POST", "/v1/audio/speech", body("A word.", "\"seed\": 1"));
      assertUnavailable(answer, "loaded");
      assertError(server.get("/readyz", Map.of()), 503, "-");
      assertEquals(200, server.get("/healthz", Map.of()).statusCode());
      while (server.get("/readyz", Map.of()).statusCode() != 200) {
        Thread.sleep(50);
      }
      assertTrue(server.speech("A word.", "\"max_seconds\": 0.3").length > 0);
    } finally {
      assertEquals(0, server.stop().status());
    }
  }

  /** Of a request that is under way and a job that is not done when it stops. */
  @Test
  void itEndsWhatItHasBegunAndGoesOnWithJobs() throws Exception {
    ServedBark server = ServedBark.start();
    JsonObject job = json(server.send("POST", "/v1/jobs", body(LONG, "\"seed\": 7")));
    try (RawClient client = server.ask(body("One more.", "\"max_seconds\": 0.5"))) {
      client.await("running", "done");
      BarkProcess.Outcome outcome = server.stop();

      assertEquals(0, outcome.status(), outcome.err());
      assertTrue(client.readAll().startsWith("HTTP/1.1 200"));
      assertFalse(outcome.err().contains("One more"), outcome.err());
    }
    ServedBark next = ServedBark.start();
    JsonObject again = json(next.send("GET", "/v1/jobs/" + text(job, "id"), ""));
    assertEquals(7, again.get("seed").getAsLong());
    assertTrue(Set.of("queued", "running").contains(text(again, "state")), again.toString());
    assertEquals(200, next.send("DELETE", "/v1/jobs/" + text(job, "id"), "").statusCode());
    assertEquals(404, next.send("GET", "/v1/jobs/" + text(job, "id"), "").statusCode());
    assertEquals(0, next.stop().status());
  }

  @Test
  void whileItStopsItTakesNoMoreAndAfterAWhileCancels() throws Exception {
    ServedBark server = ServedBark.start("--drain=4");
    try (RawClient client = server.ask(body(LONG, "\"stream\": false"))) {
      client.await("running");
      ExecutorService thread = Executors.newSingleThreadExecutor();
      Future<BarkProcess.Outcome> stopped = thread.submit(server::stop);
      thread.shutdown();
      HttpResponse<byte[]> answer = server.get("/readyz", Map.of());
      while (answer.statusCode() == 200) {
        Thread.sleep(20);
        answer = server.get("/readyz", Map.of());
      }

      assertUnavailable(answer, "stopped");
      assertUnavailable(
          server.send("POST", "/v1/audio/speech", body("A word.", "\"seed\": 1")), "stopped");
      assertUnavailable(server.send("POST", "/v1/jobs", body("A word.", "\"seed\": 1")), "stopped");
      assertEquals(200, server.get("/healthz", Map.of()).statusCode());
      assertTrue(client.readAll().startsWith("HTTP/1.1 503"));
      assertEquals(0, stopped.get().status());
    }
  }

  private static void assertUnavailable(HttpResponse<byte[]> answer, String why) {
    assertError(answer, 503, "-");
    assertTrue(text(json(answer).getAsJsonObject("error"), "message").contains(why));
    assertTrue(answer.headers().firstValueAsLong("retry-after").orElseThrow() > 0);
  }
}
