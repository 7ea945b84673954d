package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a process, with clients that behave and others that do not. */
class ServeIT {
  private static final String KEY = "a-key";
  private static final int ROWS = 2;
  private static final int QUEUE = 4;
  private static final int MOST_CHARACTERS = 3_000;
  private static final int HEAD_BYTES = 8;

  /** Of so many speeches together one or two may draw otherwise than alone, by rounding. */
  private static final int CLOSE_CALLS = 2;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static BarkProcess server;
  private static String address;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server =
        BarkProcess.untilItShows(
            "bark: ready",
            "serve",
            "--port=0",
            "--api-key=" + KEY,
            "--cors=https://page.example",
            "--precision=fp32",
            "--rows=" + ROWS,
            "--max-queue=" + QUEUE,
            "--max-input=" + MOST_CHARACTERS,
            "--max-jobs=2",
            "--voice-names=mine=flite_slt");
    Matcher told = Pattern.compile("listening on (http://\\S+)/").matcher(server.shown());
    assertTrue(told.find(), server.shown());
    address = told.group(1);
  }

  /** With a request on its way, which ends, and a job, which does not. */
  @AfterAll
  static void stop() throws Exception {
    JsonObject job = json(send("POST", "/v1/jobs", body(LONG, "\"seed\": 7")));
    try (RawClient client = new RawClient(body("One more.", "\"max_seconds\": 0.5"))) {
      client.await("running", "done");
      BarkProcess.Outcome outcome = server.signal("TERM");

      assertEquals(0, outcome.status(), outcome.err());
      assertTrue(client.readAll().startsWith("HTTP/1.1 200"));
      assertFalse(outcome.err().contains("One more"), outcome.err());
    }
    server = BarkProcess.untilItShows("bark: ready", "serve", "--port=0", "--precision=fp32");
    Matcher told = Pattern.compile("listening on (http://\\S+)/").matcher(server.shown());
    assertTrue(told.find());
    address = told.group(1);
    JsonObject again = json(send("GET", "/v1/jobs/" + text(job, "id"), ""));
    assertEquals(7, again.get("seed").getAsLong());
    assertTrue(Set.of("queued", "running").contains(text(again, "state")), again.toString());
    assertEquals(200, send("DELETE", "/v1/jobs/" + text(job, "id"), "").statusCode());
    assertEquals(404, send("GET", "/v1/jobs/" + text(job, "id"), "").statusCode());
    assertEquals(0, server.signal("TERM").status());
  }

  private static final String LONG =
      "It was a bright cold day. The clocks were striking. He went up the stairs. ".repeat(10);

  @Test
  void aRequestSoundsAsSayDoes() throws Exception {
    Path file = folder.resolve("a.wav");
    BarkProcess.Outcome said =
        BarkProcess.run(
            "say",
            "-q",
            "--precision=fp32",
            "--rows=" + ROWS,
            "--seed=3",
            "--max-seconds=0.6",
            "--voice=flite_slt",
            "-o",
            file.toString(),
            "Good morning. How are you?");
    assertEquals(0, said.status(), said.err());
    String options = "\"seed\": 3, \"max_seconds\": 0.6, \"voice\": \"mine\"";
    byte[] pcm = speech("Good morning. How are you?", options + ", \"response_format\": \"pcm\"");

    byte[] wav = Files.readAllBytes(file);
    assertArrayEquals(Arrays.copyOfRange(wav, wav.length - pcm.length, wav.length), pcm);
    String whole = options + ", \"response_format\": \"wav\", \"stream\": false";
    HttpResponse<byte[]> answer =
        send("POST", "/v1/audio/speech", body("Good morning. How are you?", whole));
    byte[] sent = answer.body();
    assertEquals("audio/wav", answer.headers().firstValue("content-type").orElseThrow());
    assertEquals("3", answer.headers().firstValue("x-bark-seed").orElseThrow());
    assertEquals(sent.length, answer.headers().firstValueAsLong("content-length").orElseThrow());
    assertArrayEquals(Arrays.copyOf(wav, HEAD_BYTES), Arrays.copyOf(sent, HEAD_BYTES));
    assertArrayEquals(pcm, Arrays.copyOfRange(sent, sent.length - pcm.length, sent.length));
  }

  @Test
  void eventsHoldTheSameBytes() throws Exception {
    String options = "\"seed\": 4, \"max_seconds\": 0.4, \"response_format\": \"pcm\"";
    byte[] pcm = speech("Yes. No. Yes.", options);
    String events =
        new String(
            speech("Yes. No. Yes.", options + ", \"stream_format\": \"sse\""),
            StandardCharsets.UTF_8);

    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    JsonObject last = null;
    for (String event : events.strip().split("\n\n", -1)) {
      last = JsonParser.parseString(event.replaceAll("(?s).*\ndata: ", "")).getAsJsonObject();
      assertTrue(event.startsWith("event: " + text(last, "type") + "\n"), event);
      if (last.has("audio")) {
        joined.writeBytes(Base64.getDecoder().decode(text(last, "audio")));
      }
    }
    assertArrayEquals(pcm, joined.toByteArray());
    assertEquals("speech.audio.done", text(last, "type"));
    assertTrue(last.getAsJsonObject("usage").get("total_tokens").getAsInt() > 13);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\": \"a\", \"voice\": \"nobody\"} | 404 | voice",
        "{\"input\": \"a\", \"voice\": \"../a\"} | 400 | voice",
        "{\"input\": \"a\", \"voice\": \"/etc/a.npz\"} | 400 | voice",
        "{\"input\": \"a\", \"voice\": {\"id\": 1}} | 400 | voice",
        "{\"input\": \"A: b\", \"speakers\": {\"A\": \"x.npz\"}} | 400 | speakers",
        "{\"input\": \"a\", \"model\": \"gpt-9\"} | 404 | model",
        "{\"input\": \"a\", \"model\": 1} | 400 | model",
        "{\"input\": 1} | 400 | input",
        "{\"input\": \"\"} | 400 | -",
        "{\"input\": null} | 400 | input",
        "{\"input\": \"a\", \"response_format\": \"midi\"} | 400 | response_format",
        "{\"input\": \"a\", \"speed\": 9} | 400 | speed",
        "{\"input\": \"a\", \"speed\": \"NaN\"} | 400 | speed",
        "{\"input\": \"a\", \"stream_format\": \"tape\"} | 400 | stream_format",
        "{\"input\": \"a\", \"text_temp\": -1} | 400 | text_temp",
        "{\"input\": \"a\", \"text_temp\": [1]} | 400 | text_temp",
        "{\"input\": \"a\", \"text_tmep\": 1} | 400 | text_tmep",
        "{\"input\": \"a\", \"output\": \"/tmp/a\"} | 400 | output",
        "{\"input\": \"a\", \"seed\": -1} | 400 | seed",
        "{'input': 'a'} | 400 | -",
        "[1] | 400 | -",
        "{\"input\": | 400 | -",
        "NULL | 400 | -"
      })
  void whatIsWrongIsToldInOpenAisShape(String body, int status, String param) throws Exception {
    String wav = body.startsWith("{\"") ? body.replaceFirst("\\{", FORMAT) : body;
    HttpResponse<byte[]> answer = send("POST", "/v1/audio/speech", wav);

    assertError(answer, status, param);
  }

  private static final String FORMAT = "{\"unused\": null, ";

  @ParameterizedTest
  @ValueSource(strings = {"deep", "long", "large", "bytes"})
  void hostileBodiesAreRefused(String kind) throws Exception {
    byte[] body =
        switch (kind) {
          case "deep" -> "[".repeat(30_000).getBytes(StandardCharsets.UTF_8);
          case "long" ->
              body("a".repeat(MOST_CHARACTERS + 1), "\"seed\": 1").getBytes(StandardCharsets.UTF_8);
          case "large" -> new byte[1 << 20];
          default -> new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        };
    HttpResponse<byte[]> answer =
        CLIENT.send(
            request("/v1/audio/speech").POST(BodyPublishers.ofByteArray(body)).build(),
            BodyHandlers.ofByteArray());

    assertError(answer, kind.equals("large") ? 413 : 400, kind.equals("long") ? "input" : "-");
  }

  @Test
  void pathsMethodsAndTypesAreChecked() throws Exception {
    assertError(send("GET", "/v1/nothing", ""), 404, "-");
    assertError(send("GET", "/v1/models/nobody", ""), 404, "model");
    assertError(send("GET", "/../conf/bark.properties", ""), 404, "-");
    HttpResponse<byte[]> method = send("GET", "/v1/audio/speech", "");
    assertError(method, 405, "-");
    assertEquals("POST", method.headers().firstValue("allow").orElseThrow());
    HttpRequest form =
        HttpRequest.newBuilder(URI.create(address + "/v1/audio/speech"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"input\": \"a\"}"))
            .build();
    assertError(CLIENT.send(form, BodyHandlers.ofByteArray()), 400, "-");
  }

  @Test
  void theKeyIsAskedForButForHealthAndPage() throws Exception {
    for (String path : List.of("/v1/models", "/v1/audio/speech", "/metrics", "/v1/jobs")) {
      for (String shown : List.of("", "Bearer ", "Bearer wrong", KEY, "Basic " + KEY)) {
        HttpResponse<byte[]> answer = get(path, Map.of("Authorization", shown));
        assertError(answer, 401, "-");
      }
    }
    for (String path : List.of("/healthz", "/readyz", "/", "/page.js", "/page.css")) {
      assertEquals(200, get(path, Map.of()).statusCode(), path);
    }
    HttpResponse<byte[]> page = get("/", Map.of());
    String etag = page.headers().firstValue("etag").orElseThrow();
    assertEquals(304, get("/", Map.of("If-None-Match", etag)).statusCode());
    assertTrue(
        page.headers()
            .firstValue("content-security-policy")
            .orElseThrow()
            .startsWith("default-src 'self'"));
  }

  @Test
  void onlyTheOriginsThatAreNamedMayAsk() throws Exception {
    for (String origin : List.of("https://page.example", "https://other.example")) {
      HttpRequest preflight =
          HttpRequest.newBuilder(URI.create(address + "/v1/audio/speech"))
              .method("OPTIONS", BodyPublishers.noBody())
              .header("Origin", origin)
              .header("Access-Control-Request-Headers", "authorization, content-type")
              .build();
      HttpResponse<byte[]> answer = CLIENT.send(preflight, BodyHandlers.ofByteArray());

      assertEquals(204, answer.statusCode());
      assertEquals(
          origin.contains("page"),
          answer.headers().firstValue("access-control-allow-origin").isPresent());
    }
  }

  @Test
  void clientsFindTheirLists() throws Exception {
    assertEquals("nano", text(firstOf("/v1/models", "data"), "id"));
    assertEquals("nano", text(firstOf("/v1/audio/models", "models"), "id"));
    assertEquals("flite_awb", text(firstOf("/v1/audio/voices", "voices"), "id"));
    JsonObject strings = json(send("GET", "/v1/audio/voices?format=strings", ""));
    assertTrue(strings.getAsJsonArray("voices").toString().contains("\"alloy\""));
    JsonObject options = json(send("GET", "/v1/options", ""));
    assertEquals("cpu", text(options, "device"));
    assertTrue(options.toString().contains("\"name\":\"coarse-history\""));
    assertEquals(0, BarkProcess.run("serve", "--check", "--port=" + port()).status());
    assertEquals(1, BarkProcess.run("serve", "--check", "--port=1").status());
  }

  @Test
  void aClientThatLeavesFreesItsRowAndNobodyElseNotices() throws Exception {
    String options = "\"seed\": 5, \"max_seconds\": 0.4, \"response_format\": \"pcm\"";
    byte[] alone = speech("A word.", options);
    double before = metric("bark_cancelled_total{reason=\"client\"}");
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < ROWS + 2; i++) {
      clients.add(new RawClient(body(LONG, "\"seed\": 1")));
    }
    clients.get(0).await("running");
    Future<byte[]> other = background(() -> speech("A word.", options));
    clients.get(0).socket.shutdownOutput();
    for (RawClient client : clients.subList(1, clients.size())) {
      client.close();
    }

    assertSounds(alone, other.get());
    awaitMetric("bark_requests_active", 0);
    assertEquals(before + clients.size(), metric("bark_cancelled_total{reason=\"client\"}"));
    awaitMetric("bark_decode_rows", 0);
    clients.get(0).close();
  }

  @Test
  void aSlowReaderHoldsNobodyUp() throws Exception {
    String text = LONG.substring(0, LONG.length() / 3);
    String options = "\"seed\": 6, \"max_seconds\": 1, \"response_format\": \"pcm\"";
    try (RawClient slow = new RawClient(body(text, options))) {
      slow.await("done");
      awaitMetric("bark_requests_active", 0);
      assertTrue(speech("A word.", options).length > 0);

      byte[] read = slow.readAll().getBytes(StandardCharsets.ISO_8859_1);
      assertTrue(read.length > speech(text, options).length, "all of it comes in the end");
    }
  }

  @Test
  void whoComesToAFullQueueIsToldWhenToComeAgain() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < ROWS + QUEUE; i++) {
      clients.add(new RawClient(body(LONG, "\"seed\": 1")));
    }
    try {
      assertFull(clients.get(clients.size() - 1));
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    awaitMetric("bark_requests_active", 0);
  }

  private static void assertFull(RawClient last) throws Exception {
    awaitMetric("bark_requests_active", ROWS + QUEUE);
    HttpResponse<byte[]> answer = send("POST", "/v1/audio/speech", body("a", "\"seed\": 1"));
    assertError(answer, 429, "-");
    long seconds = answer.headers().firstValueAsLong("retry-after").orElseThrow();
    assertTrue(seconds >= 1 && seconds <= 60, "" + seconds);
    JsonObject state = last.state();
    assertEquals(text(state, "state").equals("queued"), state.get("place").getAsInt() > 0);
    assertEquals(200, send("DELETE", "/v1/requests/" + last.id, "").statusCode());
    assertTrue(last.readAll().startsWith("HTTP/1.1 400"));
  }

  @Test
  void floodsOfHeadersAndOfConnectionsDoNoHarm() throws Exception {
    try (Socket flood = connect()) {
      flood
          .getOutputStream()
          .write("GET /healthz HTTP/1.1\r\nx: ".getBytes(StandardCharsets.US_ASCII));
      flood.getOutputStream().write("a".repeat(1 << 15).getBytes(StandardCharsets.US_ASCII));
      flood.getOutputStream().flush();
      String answer = new String(flood.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 431", answer);
    }
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Socket socket = connect();
      socket
          .getOutputStream()
          .write("POST /v1/audio/speech HT".getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
    }
    assertEquals(200, get("/healthz", Map.of()).statusCode());
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void aJobIsSpokenAndKept() throws Exception {
    String options = "\"seed\": 8, \"max_seconds\": 0.5, \"response_format\": \"pcm\"";
    byte[] alone = speech("A first. A second.", options);
    HttpResponse<byte[]> taken = send("POST", "/v1/jobs", body("A first. A second.", options));
    assertEquals(202, taken.statusCode());
    String path = "/v1/jobs/" + text(json(taken), "id");
    JsonObject job = json(taken);
    while (!text(job, "state").equals("done")) {
      assertTrue(Set.of("queued", "running").contains(text(job, "state")), job.toString());
      Thread.sleep(100);
      job = json(send("GET", path, ""));
    }

    assertSounds(alone, send("GET", path + "/audio", "").body());
    String srt =
        new String(send("GET", path + "/subtitles?format=srt", "").body(), StandardCharsets.UTF_8);
    assertTrue(srt.startsWith("1\n00:00:00,000 --> "), srt);
    assertTrue(json(send("GET", "/v1/jobs", "")).toString().contains(text(job, "id")));
    assertEquals(200, send("DELETE", path, "").statusCode());
    assertError(send("GET", path, ""), 404, "-");
    assertError(send("GET", "/v1/jobs/../audio", ""), 404, "-");
  }

  /** Each answer is its own, and nothing stays; -Dbark.soak=500 for longer. */
  @Test
  void manyRequestsOfClientsSomeOfWhichLeave() throws Exception {
    int count = Integer.getInteger("bark.soak", 24);
    Map<Integer, byte[]> alone = new HashMap<>();
    for (int kind = 0; kind < 6; kind++) {
      alone.put(kind, speech(soakText(kind), soakOptions(kind)));
    }
    awaitMetric("bark_requests_active", 0);
    double threads = metric("jvm_threads_current");
    Random random = new Random(1);
    AtomicInteger answered = new AtomicInteger();
    Map<Integer, Integer> differ = new ConcurrentHashMap<>();
    ExecutorService clients = Executors.newFixedThreadPool(Math.min(32, count / 5));
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(6);
      int fate = random.nextInt(4);
      ends.add(
          clients.submit(
              () -> {
                if (fate == 0) {
                  RawClient client = new RawClient(body(LONG, "\"seed\": 1"));
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
    for (Future<?> end : ends) {
      end.get();
    }
    clients.shutdown();

    int different = differ.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(different <= CLOSE_CALLS * (1 + count / 50), different + " differ: " + differ);
    assertTrue(answered.get() > count / 2);
    awaitMetric("bark_requests_active", 0);
    awaitMetric("bark_decode_rows", 0);
    try (Stream<Path> left = Files.list(BarkProcess.HOME.resolve("serve"))) {
      assertEquals(List.of("jobs"), left.map(file -> file.getFileName().toString()).toList());
    }
    // Those that wait for more work go after a minute.
    assertTrue(metric("jvm_threads_current") <= threads + ROWS + QUEUE + 4);
    if (System.getProperty("bark.soak") != null) {
      System.out.printf(
          "%d requests, %d of %d differ, threads %.0f to %.0f, heap %.0f MB%n",
          count,
          different,
          answered.get(),
          threads,
          metric("jvm_threads_current"),
          metric("jvm_memory_used_bytes{area=\"heap\"}") / 1e6);
    }
  }

  private static String soakText(int kind) {
    return List.of("One.", "Two, three.", "Good morning.", "Yes. No.", "Hello there.", "A day.")
        .get(kind);
  }

  private static String soakOptions(int kind) {
    return "\"seed\": " + kind + ", \"max_seconds\": 0.3, \"response_format\": \"pcm\"";
  }

  /** As clients do: a server that is full is asked again. */
  private static HttpResponse<byte[]> patiently(String body) throws Exception {
    HttpResponse<byte[]> answer = send("POST", "/v1/audio/speech", body);
    while (answer.statusCode() == 429) {
      Thread.sleep(200);
      answer = send("POST", "/v1/audio/speech", body);
    }
    return answer;
  }

  /** A client with a socket of its own, which it may leave at any time. */
  private static final class RawClient implements Closeable {
    private final Socket socket = connect();
    private final String id = UUID.randomUUID().toString();

    RawClient(String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST /v1/audio/speech HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nAuthorization: Bearer "
              + KEY
              + "\r\nX-Request-Id: "
              + id
              + "\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    JsonObject state() throws Exception {
      return json(send("GET", "/v1/requests/" + id, ""));
    }

    void await(String... states) throws Exception {
      while (true) {
        JsonObject state = state();
        if (state.has("state") && List.of(states).contains(text(state, "state"))) {
          return;
        }
        assertFalse(socket.isClosed() || hasAnswer(), state::toString);
        Thread.sleep(20);
      }
    }

    /** Whether it is told something, be it that it is refused. */
    private boolean hasAnswer() throws Exception {
      return socket.getInputStream().available() > 0 && !state().has("state");
    }

    /** The answer as it is on the wire. */
    String readAll() throws IOException {
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  private static int port() {
    return URI.create(address).getPort();
  }

  private static byte[] speech(String text, String options) throws Exception {
    HttpResponse<byte[]> answer = send("POST", "/v1/audio/speech", body(text, options));
    assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
    return answer.body();
  }

  private static String body(String text, String options) {
    JsonObject json = JsonParser.parseString("{" + options + "}").getAsJsonObject();
    json.addProperty("input", text);
    if (!json.has("response_format")) {
      json.addProperty("response_format", "wav");
    }
    return json.toString();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<byte[]> send(String method, String path, String body)
      throws Exception {
    return CLIENT.send(
        request(path).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(String path, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    headers.forEach(request::header);
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static JsonObject firstOf(String path, String list) throws Exception {
    return json(send("GET", path, "")).getAsJsonArray(list).get(0).getAsJsonObject();
  }

  private static JsonObject json(HttpResponse<byte[]> answer) {
    return JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  private static double metric(String name) throws Exception {
    return new String(send("GET", "/metrics", "").body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitMetric(String name, double value) throws Exception {
    while (metric(name) != value) {
      Thread.sleep(50);
    }
  }

  private static <T> Future<T> background(Callable<T> work) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<T> result = thread.submit(work);
    thread.shutdown();
    return result;
  }

  /** What is spoken beside others may differ by rounding, but not in what it is. */
  private static void assertSounds(byte[] expected, byte[] actual) {
    assertTrue(
        Math.abs(expected.length - actual.length) <= expected.length / 2,
        expected.length + " bytes, " + actual.length);
  }

  private static void assertError(HttpResponse<byte[]> answer, int status, String param) {
    String shown = new String(answer.body(), StandardCharsets.UTF_8);
    assertEquals(status, answer.statusCode(), shown);
    JsonObject error = json(answer).getAsJsonObject("error");
    assertEquals(Set.of("message", "type", "param", "code"), new TreeSet<>(error.keySet()), shown);
    assertEquals(param, error.get("param").isJsonNull() ? "-" : text(error, "param"), shown);
    Predicate<String> isSentence = text -> text.endsWith(".") && text.length() > 10;
    assertTrue(isSentence.test(text(error, "message")), shown);
  }
}
