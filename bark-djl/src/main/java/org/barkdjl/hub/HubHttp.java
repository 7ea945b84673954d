package org.barkdjl.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.ModelException;

/**
 * Requests to a hub. Follows redirects itself: the token stays with the hub, and a protected
 * connection is not left for an open one.
 */
final class HubHttp {
  /** What only the hub's own word counts for, not that of a server it redirects to. */
  private static final List<String> TOLD =
      List.of("x-repo-commit", "x-linked-etag", "x-linked-size", "x-error-code", "etag");

  private static final int MAX_REDIRECTS = 6;
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final HubConfig config;
  private final Duration patience;
  private final HttpClient client;

  HubHttp(HubConfig config, Duration patience) {
    this.config = config;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(config.proxies());
    config.trust().context().ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** What the hub says about a file, from its first answer that says it. */
  HubResponse head(HubFile file) throws IOException {
    return send(file, "HEAD", 0);
  }

  /** A file's content from that byte on, if the server can do that, else from the beginning. */
  HubResponse get(HubFile file, long position) throws IOException {
    return send(file, "GET", position);
  }

  private HubResponse send(HubFile file, String method, long position) throws IOException {
    URI uri = config.address(file);
    Map<String, String> told = new HashMap<>();
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<ChunkedBody> response = exchange(request(uri, method, position));
      HttpHeaders headers = response.headers();
      if (isEndpoint(uri)) {
        TOLD.forEach(
            name -> headers.firstValue(name).ifPresent(value -> told.putIfAbsent(name, value)));
      }
      int status = response.statusCode();
      HubResponse answer = new HubResponse(status, told, headers, response.body());
      boolean redirect = status >= 301 && status <= 308 && status != 304;
      boolean described = method.equals("HEAD") && told.containsKey("x-linked-etag");
      if (!redirect || described) {
        HubStatus.check(answer, file, config);
        return answer;
      }
      answer.close();
      uri = follow(uri, headers, config.setting());
    }
    throw new ModelException(
        "%s answers %s with more than %d redirects; check %s."
            .formatted(config.endpoint().getHost(), file, MAX_REDIRECTS, config.setting()));
  }

  private HttpRequest request(URI uri, String method, long position) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("User-Agent", "bark-djl")
            .header("Accept-Encoding", "identity");
    if (isEndpoint(uri)) {
      config.token().ifPresent(token -> request.header("Authorization", token.authorization()));
    }
    if (position > 0) {
      request.header("Range", "bytes=" + position + "-");
    }
    return request.build();
  }

  private HttpResponse<ChunkedBody> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, info -> new ChunkedBody());
    } catch (IOException e) {
      if (isUntrusted(e)) {
        throw new ModelException(
            ("%s shows a certificate that is not trusted. Where a proxy shows its own instead, name"
                    + " a file with it in SSL_CERT_FILE.")
                .formatted(request.uri().getHost()),
            e);
      }
      throw new PassingFailure(
          "%s cannot be reached (%s)".formatted(request.uri().getHost(), reason(e)), null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("Cancelled.");
    }
  }

  private static boolean isUntrusted(IOException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(CertificateException.class::isInstance);
  }

  private static String reason(IOException e) {
    Throwable cause = e;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return "its address is not known; is there a network?";
    }
    // The client refused a connection so, without a word.
    if (cause instanceof ClosedChannelException || cause instanceof ConnectException) {
      return "no connection; nothing may be listening there";
    }
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }

  private static URI follow(URI from, HttpHeaders headers, String setting) throws IOException {
    String location = headers.firstValue("location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new PassingFailure(from.getHost() + " redirects to no address");
    }
    boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    if (location.isEmpty() || !web || to.getHost() == null) {
      throw new PassingFailure(from.getHost() + " redirects to no address");
    }
    if ("https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
      throw new ModelException(
          "%s redirects from https to http (%s), which is refused; check %s."
              .formatted(from.getHost(), to.getHost(), setting));
    }
    return to;
  }

  private boolean isEndpoint(URI uri) {
    URI own = config.endpoint();
    return own.getScheme().equals(uri.getScheme())
        && own.getHost().equalsIgnoreCase(uri.getHost())
        && port(own) == port(uri);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
  }
}
