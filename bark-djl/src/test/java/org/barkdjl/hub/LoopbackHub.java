package org.barkdjl.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A hub on loopback, of two servers: one that answers as the Hub does, and one that its redirects
 * lead to, which serves the content of large files. Faults are queued and used up one a request for
 * content.
 */
public final class LoopbackHub implements AutoCloseable {
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** From this size on files are served by the second server, with their sha256. */
  private static final int LARGE_BYTES = 1_000;

  /** What goes wrong with one request for content. */
  public enum Fault {
    NONE,
    DROP_HALFWAY,
    STALL_HALFWAY,
    IGNORE_RANGE,
    ANNOUNCE_MORE,
    SEND_WRONG_BYTES,
    SEND_TOO_MUCH,
    STATUS_401,
    STATUS_403,
    STATUS_404,
    STATUS_416,
    STATUS_429_RETRY_AFTER_7,
    STATUS_429_RETRY_AFTER_A_DAY,
    STATUS_503,
    REDIRECT_FOREVER,
    REDIRECT_NOWHERE
  }

  /** A request as it came in. */
  public record Request(
      boolean content, String method, String path, String range, String authorization) {}

  private final HttpServer hub;
  private final HttpServer content;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private Fault always = Fault.NONE;

  public LoopbackHub() throws IOException {
    hub = start(this::answerAsHub);
    content = start(this::answerWithContent);
  }

  public URI endpoint() {
    return address(hub);
  }

  /** Serves all files of a folder as a repository. */
  public void serve(String repository, Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        serve(repository, path, Files.readAllBytes(file));
      }
    }
  }

  public void serve(String repository, String path, byte[] bytes) {
    files.put(repository + "/" + path, bytes);
  }

  /** The next requests for content go wrong, one each. */
  public synchronized void failWith(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Every request for content goes wrong. */
  public synchronized void failAlwaysWith(Fault fault) {
    always = fault;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    hub.stop(0);
    content.stop(0);
    threads.shutdownNow();
  }

  private HttpServer start(com.sun.net.httpserver.HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private synchronized Fault nextFault() {
    Fault next = faults.poll();
    return next == null ? always : next;
  }

  private void answerAsHub(HttpExchange exchange) throws IOException {
    try (exchange) {
      record(exchange, false);
      String path = exchange.getRequestURI().getPath();
      byte[] artifact = files.get(path.substring(1));
      if (artifact != null) { // as a Maven repository answers
        send(exchange, artifact, nextFault());
        return;
      }
      String[] parts = path.split("/resolve/", 2);
      String revision = parts.length < 2 ? "" : parts[1].split("/", 2)[0];
      byte[] bytes =
          parts.length < 2
              ? null
              : files.get(parts[0].substring(1) + parts[1].substring(revision.length()));
      if (bytes == null || !(revision.equals("main") || revision.equals(COMMIT))) {
        exchange.getResponseHeaders().add("X-Error-Code", errorCode(parts[0].substring(1)));
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().add("X-Repo-Commit", COMMIT);
      if (bytes.length < LARGE_BYTES) {
        exchange.getResponseHeaders().add("ETag", "\"" + gitHash(bytes) + "\"");
        send(
            exchange, bytes, exchange.getRequestMethod().equals("HEAD") ? Fault.NONE : nextFault());
        return;
      }
      exchange.getResponseHeaders().add("ETag", "\"" + gitHash(new byte[0]) + "\"");
      exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + sha256(bytes) + "\"");
      exchange.getResponseHeaders().add("X-Linked-Size", Integer.toString(bytes.length));
      exchange
          .getResponseHeaders()
          .add("Location", address(content) + path.replace("/resolve/", "/cdn/") + "?sig=secret");
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private String errorCode(String repository) {
    boolean known = files.keySet().stream().anyMatch(name -> name.startsWith(repository + "/"));
    return known ? "EntryNotFound" : "RepoNotFound";
  }

  private void answerWithContent(HttpExchange exchange) throws IOException {
    try (exchange) {
      record(exchange, true);
      String path = exchange.getRequestURI().getPath();
      String[] parts = path.split("/cdn/", 2);
      byte[] bytes = files.get(parts[0].substring(1) + parts[1].substring(parts[1].indexOf('/')));
      exchange.getResponseHeaders().add("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
      send(exchange, bytes, nextFault());
    }
  }

  private void record(HttpExchange exchange, boolean isContent) {
    requests.add(
        new Request(
            isContent,
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Range"),
            exchange.getRequestHeaders().getFirst("Authorization")));
  }

  private void send(HttpExchange exchange, byte[] bytes, Fault fault) throws IOException {
    switch (fault) {
      case STATUS_401 -> exchange.sendResponseHeaders(401, -1);
      case STATUS_403 -> exchange.sendResponseHeaders(403, -1);
      case STATUS_404 -> exchange.sendResponseHeaders(404, -1);
      case STATUS_416 -> exchange.sendResponseHeaders(416, -1);
      case STATUS_503 -> exchange.sendResponseHeaders(503, -1);
      case STATUS_429_RETRY_AFTER_7 -> tooMany(exchange, "7");
      case STATUS_429_RETRY_AFTER_A_DAY -> tooMany(exchange, "86400");
      case REDIRECT_FOREVER -> redirect(exchange, exchange.getRequestURI().toString());
      case REDIRECT_NOWHERE -> redirect(exchange, "ftp://[");
      default -> body(exchange, bytes, fault);
    }
  }

  private static void tooMany(HttpExchange exchange, String after) throws IOException {
    exchange.getResponseHeaders().add("Retry-After", after);
    exchange.sendResponseHeaders(429, -1);
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().add("Location", location);
    exchange.sendResponseHeaders(302, -1);
  }

  private void body(HttpExchange exchange, byte[] whole, Fault fault) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(whole.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int begin = 0;
    if (range != null && fault != Fault.IGNORE_RANGE) {
      begin = Integer.parseInt(range.replaceAll("\\D", ""));
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(begin, whole.length - 1, whole.length));
    }
    byte[] sent = java.util.Arrays.copyOfRange(whole, begin, whole.length);
    if (fault == Fault.SEND_WRONG_BYTES) {
      sent[0] ^= 1;
    }
    int extra = fault == Fault.ANNOUNCE_MORE ? 10 : 0;
    // 0 means chunks of unknown number, so that the length does not give the fault away.
    long length = fault == Fault.SEND_TOO_MUCH ? 0 : sent.length + extra;
    exchange.sendResponseHeaders(begin > 0 ? 206 : 200, length);
    OutputStream out = exchange.getResponseBody();
    if (fault == Fault.DROP_HALFWAY || fault == Fault.STALL_HALFWAY) {
      out.write(sent, 0, sent.length / 2);
      out.flush();
      if (fault == Fault.STALL_HALFWAY) {
        awaitEnd();
      }
      throw new IOException("dropped on purpose"); // closes the connection
    }
    out.write(sent);
    if (fault == Fault.SEND_TOO_MUCH) {
      out.write(new byte[100]);
    }
    if (extra == 0) {
      out.close();
    }
  }

  /** Until the test is over. */
  private void awaitEnd() throws IOException {
    try {
      new java.util.concurrent.CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  public static String sha256(byte[] bytes) {
    return hash("SHA-256", bytes);
  }

  private static String gitHash(byte[] bytes) {
    byte[] head = ("blob " + bytes.length + "\0").getBytes(US_ASCII);
    byte[] all = java.util.Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return hash("SHA-1", all);
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
