package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code bark serve} as a process, and a client that talks to it. */
final class ServedBark {
  static final String KEY = "a-key";

  /** Takes a minute or so to be spoken. */
  static final String LONG =
      "It was a bright cold day. The clocks were striking. He went up the stairs. ".repeat(10);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+)/");

  private final BarkProcess process;
  private final String address;

  private ServedBark(BarkProcess process) {
    this.process = process;
    Matcher told = ADDRESS.matcher(process.shown());
    assertTrue(told.find(), process.shown());
    address = told.group(1);
  }

  /** Starts one, on a port that is free, that speaks. */
  static ServedBark start(String... options) throws Exception {
    return untilItShows("bark: ready", options);
  }

  /** Starts one that does not speak yet. */
  static ServedBark untilItListens() throws Exception {
    return untilItShows("/\n");
  }

  private static ServedBark untilItShows(String awaited, String... options) throws Exception {
    List<String> line = List.of("serve", "--port=0", "--api-key=" + KEY, "--precision=fp32");
    return new ServedBark(
        BarkProcess.untilItShows(
            awaited, Stream.concat(line.stream(), Stream.of(options)).toArray(String[]::new)));
  }

  /** {@code http://host:port}. */
  String address() {
    return address;
  }

  int port() {
    return URI.create(address).getPort();
  }

  BarkProcess process() {
    return process;
  }

  /** Tells it to stop, and waits until it has. */
  BarkProcess.Outcome stop() throws Exception {
    return process.signal("TERM");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json");
  }

  HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
    return send(request(path).method(method, BodyPublishers.ofString(body)).build());
  }

  /** Without the key. */
  HttpResponse<byte[]> get(String path, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    headers.forEach(request::header);
    return send(request.build());
  }

  byte[] speech(String text, String options) throws Exception {
    HttpResponse<byte[]> answer = send("POST", "/v1/audio/speech", body(text, options));
    assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
    return answer.body();
  }

  double metric(String name) throws Exception {
    return new String(send("GET", "/metrics", "").body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  void awaitMetric(String name, double value) throws Exception {
    while (metric(name) != value) {
      Thread.sleep(50);
    }
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  /** Asks for a speech on a connection of its own. */
  RawClient ask(String body) throws IOException {
    return new RawClient(body);
  }

  static String body(String text, String options) {
    JsonObject json = JsonParser.parseString("{" + options + "}").getAsJsonObject();
    json.addProperty("input", text);
    if (!json.has("response_format")) {
      json.addProperty("response_format", "wav");
    }
    return json.toString();
  }

  static JsonObject json(HttpResponse<byte[]> answer) {
    return JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  /** It is told in OpenAI's shape, with a sentence; {@code -} is no param. */
  static void assertError(HttpResponse<byte[]> answer, int status, String param) {
    String shown = new String(answer.body(), StandardCharsets.UTF_8);
    assertEquals(status, answer.statusCode(), shown);
    JsonObject error = json(answer).getAsJsonObject("error");
    assertEquals(Set.of("message", "type", "param", "code"), new TreeSet<>(error.keySet()), shown);
    assertEquals(param, error.get("param").isJsonNull() ? "-" : text(error, "param"), shown);
    Predicate<String> isSentence = text -> text.endsWith(".") && text.length() > 10;
    assertTrue(isSentence.test(text(error, "message")), shown);
  }

  /** What is spoken beside others may differ by rounding, but not in what it is. */
  static void assertSounds(byte[] expected, byte[] actual) {
    assertTrue(
        Math.abs(expected.length - actual.length) <= expected.length / 2,
        expected.length + " bytes, " + actual.length);
  }

  /** A client with a socket of its own, which it may leave at any time. */
  final class RawClient implements Closeable {
    private final Socket socket = connect();
    private final String id = UUID.randomUUID().toString();

    private RawClient(String body) throws IOException {
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

    Socket socket() {
      return socket;
    }

    JsonObject state() throws Exception {
      return json(send("GET", "/v1/requests/" + id, ""));
    }

    /** Has somebody else cancel it. */
    void cancel() throws Exception {
      assertEquals(200, send("DELETE", "/v1/requests/" + id, "").statusCode());
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

    /** The next bytes of the answer, as they are on the wire; at the end none. */
    String read() throws IOException {
      byte[] block = new byte[1 << 13];
      int count = socket.getInputStream().read(block);
      return new String(block, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
    }

    String readAll() throws IOException {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
