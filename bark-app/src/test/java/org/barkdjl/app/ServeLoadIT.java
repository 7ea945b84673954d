package org.barkdjl.app;

import static org.barkdjl.app.ServedBark.KEY;
import static org.barkdjl.app.ServedBark.LONG;
import static org.barkdjl.app.ServedBark.assertError;
import static org.barkdjl.app.ServedBark.assertSounds;
import static org.barkdjl.app.ServedBark.body;
import static org.barkdjl.app.ServedBark.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.barkdjl.app.ServedBark.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server as a process, with clients that leave, are slow, are many, or mean harm. */
class ServeLoadIT {
  private static final int ROWS = 2;
  private static final int QUEUE = 4;
  private static final int CONNECTIONS = 1_000;

  /** Of so many speeches together one or two may draw otherwise than alone, by rounding. */
  private static final int CLOSE_CALLS = 2;

  /** Resident memory may move by so much once the server is warm. */
  private static final double SLACK_BYTES = 96e6;

  private static ServedBark server;
  private static Dawdler ofHead;
  private static Dawdler ofBody;

  @BeforeAll
  static void start() throws Exception {
    server = ServedBark.start("--rows=" + ROWS, "--max-queue=" + QUEUE);
    ofHead = new Dawdler("GET /healthz HTTP/1.1\r\nx: ");
    ofBody =
        new Dawdler(
            "POST /v1/audio/speech HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + KEY
                + "\r\nContent-Length: 9999\r\n\r\n{");
  }

  /** After a while nobody waits any more for those that send a letter now and then. */
  @AfterAll
  static void stop() throws Exception {
    ofBody.awaitClosed();
    ofHead.awaitClosed();
    assertEquals(0, server.stop().status());
  }

  @Test
  void aClientThatLeavesFreesItsRowAndNobodyElseNotices() throws Exception {
    String options = "\"seed\": 5, \"max_seconds\": 0.4, \"response_format\": \"pcm\"";
    byte[] alone = server.speech("A word.", options);
    double before = server.metric("bark_cancelled_total{reason=\"client\"}");
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < ROWS + 2; i++) {
      clients.add(server.ask(body(LONG, "\"seed\": 1")));
    }
    clients.get(0).await("running");
    Future<byte[]> other = background(() -> server.speech("A word.", options));
    clients.get(0).socket().shutdownOutput();
    for (RawClient client : clients.subList(1, clients.size())) {
      client.close();
    }

    assertSounds(alone, other.get());
    server.awaitMetric("bark_requests_active", 0);
    assertEquals(before + clients.size(), server.metric("bark_cancelled_total{reason=\"client\"}"));
    server.awaitMetric("bark_decode_rows", 0);
    clients.get(0).close();
  }

  @Test
  void aSlowReaderHoldsNobodyUp() throws Exception {
    String text = LONG.substring(0, LONG.length() / 3);
    String options = "\"seed\": 6, \"max_seconds\": 1, \"response_format\": \"pcm\"";
    try (RawClient slow = server.ask(body(text, options))) {
      slow.await("done");
      server.awaitMetric("bark_requests_active", 0);
      assertTrue(server.speech("A word.", options).length > 0);

      byte[] read = slow.readAll().getBytes(StandardCharsets.ISO_8859_1);
      assertTrue(read.length > server.speech(text, options).length, "all of it comes in the end");
    }
  }

  @Test
  void whoComesToAFullQueueIsToldWhenToComeAgain() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < ROWS + QUEUE; i++) {
      clients.add(server.ask(body(LONG, "\"seed\": 1")));
    }
    try {
      assertFull(clients.get(clients.size() - 1));
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    server.awaitMetric("bark_requests_active", 0);
  }

  private static void assertFull(RawClient last) throws Exception {
    server.awaitMetric("bark_requests_active", ROWS + QUEUE);
    HttpResponse<byte[]> answer = server.send("POST", "/v1/audio/speech", body("a", "\"seed\": 1"));
    assertError(answer, 429, "-");
    long seconds = answer.headers().firstValueAsLong("retry-after").orElseThrow();
    assertTrue(seconds >= 1 && seconds <= 60, "" + seconds);
    JsonObject state = last.state();
    assertEquals(text(state, "state").equals("queued"), state.get("place").getAsInt() > 0);
    last.cancel();
    assertTrue(last.readAll().startsWith("HTTP/1.1 400"));
  }

  @Test
  void whatEndsAfterItsFirstSoundIsNotTakenForWhole() throws Exception {
    String options = "\"seed\": 1, \"max_seconds\": 0.4, \"response_format\": \"pcm\"";
    try (RawClient client = server.ask(body(LONG, options))) {
      String head = client.read();
      assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
      client.cancel();

      String rest = "";
      try {
        rest = client.readAll();
      } catch (SocketException e) {
        // The connection was reset; it may be merely closed, too.
      }
      assertFalse((head + rest).endsWith("\r\n0\r\n\r\n"), "it looks whole");
    }
    try (RawClient client = server.ask(body(LONG, options + ", \"stream_format\": \"sse\""))) {
      client.read();
      client.cancel();

      String events = client.readAll();
      assertTrue(events.contains("event: speech.audio.error\n"), events);
      assertFalse(events.contains("speech.audio.done"), events);
    }
    server.awaitMetric("bark_requests_active", 0);
  }

  @Test
  void floodsOfHeadersAndOfConnectionsDoNoHarm() throws Exception {
    try (Socket flood = server.connect()) {
      flood
          .getOutputStream()
          .write("GET /healthz HTTP/1.1\r\nx: ".getBytes(StandardCharsets.US_ASCII));
      flood.getOutputStream().write("a".repeat(1 << 15).getBytes(StandardCharsets.US_ASCII));
      flood.getOutputStream().flush();
      String answer = new String(flood.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 431", answer);
    }
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = server.connect();
      socket
          .getOutputStream()
          .write("POST /v1/audio/speech HT".getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
    }
    assertEquals(200, server.get("/healthz", Map.of()).statusCode());
    assertTrue(server.speech("A word.", "\"max_seconds\": 0.3").length > 0);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void manyRequestsOfClientsSomeOfWhichLeave() throws Exception {
    int count = Integer.getInteger("bark.soak", 24);
    Map<Integer, byte[]> alone = new HashMap<>();
    for (int kind = 0; kind < KINDS; kind++) {
      alone.put(kind, server.speech(soakText(kind), soakOptions(kind)));
    }
    server.awaitMetric("bark_requests_active", 0);
    double threads = server.metric("jvm_threads_current");
    Random random = new Random(1);
    AtomicInteger answered = new AtomicInteger();
    Map<Integer, Integer> differ = new ConcurrentHashMap<>();
    ExecutorService clients = Executors.newFixedThreadPool(Math.min(32, count / 5));
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(KINDS);
      boolean leaves = random.nextInt(4) == 0;
      ends.add(
          clients.submit(
              () -> {
                if (leaves) {
                  RawClient client = server.ask(body(LONG, "\"seed\": 1"));
                  Thread.sleep(50L * kind);
                  client.close();
                  return null;
                }
                HttpResponse<byte[]> answer = patiently(body(soakText(kind), soakOptions(kind)));
                assertEquals(200, answer.statusCode());
                answered.incrementAndGet();
                if (!Arrays.equals(alone.get(kind), answer.body())) {
                  differ.merge(kind, 1, Integer::sum);
                }
                return null;
              }));
    }
    double early = 0;
    for (int i = 0; i < count; i++) {
      ends.get(i).get();
      if (i == count / 4) {
        early = server.metric(RESIDENT);
      }
    }
    clients.shutdown();

    int different = differ.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(different <= CLOSE_CALLS * (1 + count / 50), different + " differ: " + differ);
    assertTrue(answered.get() > count / 2);
    server.awaitMetric("bark_requests_active", 0);
    server.awaitMetric("bark_decode_rows", 0);
    try (Stream<Path> left = Files.list(BarkProcess.HOME.resolve("serve"))) {
      assertEquals(List.of("jobs"), left.map(file -> file.getFileName().toString()).toList());
    }
    // Those that wait for more work go after a minute.
    assertTrue(server.metric("jvm_threads_current") <= threads + ROWS + QUEUE + 4);
    double late = server.metric(RESIDENT);
    assertTrue(late - early < SLACK_BYTES, early + " to " + late + " bytes resident");
    if (System.getProperty("bark.soak") != null) {
      System.out.printf(
          "%d requests, %d of %d differ, threads %.0f to %.0f, resident %.0f to %.0f MB%n",
          count,
          different,
          answered.get(),
          threads,
          server.metric("jvm_threads_current"),
          early / 1e6,
          late / 1e6);
    }
  }

  private static final int KINDS = 6;
  private static final String RESIDENT = "process_resident_memory_bytes";

  private static String soakText(int kind) {
    return List.of("One.", "Two, three.", "Good morning.", "Yes. No.", "Hello there.", "A day.")
        .get(kind);
  }

  private static String soakOptions(int kind) {
    return "\"seed\": %d, \"max_seconds\": 0.%d, \"response_format\": \"%s\", \"stream\": %s"
        .formatted(kind, 2 + kind % 3, kind % 2 == 0 ? "pcm" : "wav", kind < 4);
  }

  /** As clients do: a server that is full is asked again. */
  private static HttpResponse<byte[]> patiently(String body) throws Exception {
    HttpResponse<byte[]> answer = server.send("POST", "/v1/audio/speech", body);
    while (answer.statusCode() == 429) {
      Thread.sleep(200);
      answer = server.send("POST", "/v1/audio/speech", body);
    }
    return answer;
  }

  private static <T> Future<T> background(Callable<T> work) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<T> result = thread.submit(work);
    thread.shutdown();
    return result;
  }

  /** Begins a request, and sends a letter of it every now and then. */
  private static final class Dawdler {
    private static final Duration LONGEST = Duration.ofSeconds(100);

    private final long begun = System.nanoTime();
    private final Future<?> letters;

    Dawdler(String beginning) throws IOException {
      Socket socket = server.connect();
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      letters =
          background(
              () -> {
                try (socket) {
                  while (System.nanoTime() - begun < LONGEST.toNanos()) {
                    socket.getOutputStream().write('a');
                    Thread.sleep(500);
                  }
                  throw new AssertionError("It is still listened to after " + LONGEST);
                } catch (SocketException e) {
                  return null; // It is closed.
                }
              });
    }

    void awaitClosed() throws Exception {
      letters.get();
    }
  }
}
