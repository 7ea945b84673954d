package org.barkdjl.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.barkdjl.error.CancelledException;

/**
 * A server of OpenAI's audio API, of this project or another. Audio is asked for as {@code pcm}: 16
 * bits at 24 kHz. One that is busy is asked again when it says so.
 */
public final class ServerTarget implements LoadTarget {
  private static final int BYTES_PER_SECOND = 2 * 24_000;
  private static final int BLOCK_BYTES = 1 << 14;
  private static final int BUSY = 429;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A server that is silent for longer has gone. */
  private static final Duration ANSWER = Duration.ofMinutes(30);

  private static final String PROCESSOR_SECONDS = "process_cpu_seconds_total ";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String address;
  private final Optional<String> key;

  /**
   * @param server {@code http://host:port}, with a path if it has one, without {@code /v1}
   * @param key to be shown to it
   */
  public ServerTarget(URI server, Optional<String> key) {
    address = server.toString().replaceAll("/+$", "");
    this.key = key;
  }

  @Override
  public String name() {
    return address;
  }

  @Override
  public Duration speak(
      String text, long seed, Duration longest, Runnable heard, BooleanSupplier cancelled)
      throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("model", "tts-1");
    body.addProperty("input", text);
    body.addProperty("response_format", "pcm");
    body.addProperty("seed", seed);
    body.addProperty("max_seconds", longest.toMillis() / 1e3);
    HttpRequest request =
        request("/v1/audio/speech")
            .header("Content-Type", "application/json")
            .timeout(ANSWER)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    while (true) {
      HttpResponse<InputStream> answer = send(request);
      try (InputStream in = answer.body()) {
        if (answer.statusCode() == BUSY) {
          in.readAllBytes();
          pause(answer.headers().firstValueAsLong("retry-after").orElse(1), cancelled);
          continue;
        }
        if (answer.statusCode() != 200) {
          throw refused(answer.statusCode(), in.readAllBytes());
        }
        return Duration.ofMillis(1_000 * read(in, heard, cancelled) / BYTES_PER_SECOND);
      }
    }
  }

  private static long read(InputStream in, Runnable heard, BooleanSupplier cancelled)
      throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long bytes = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      if (bytes == 0 && read > 0) {
        heard.run();
      }
      bytes += read;
      throwIf(cancelled);
    }
    return bytes;
  }

  @Override
  public double processorSeconds() throws IOException {
    HttpResponse<InputStream> answer = send(request("/metrics").GET().build());
    try (InputStream in = answer.body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(PROCESSOR_SECONDS))
          .mapToDouble(line -> Double.parseDouble(line.substring(PROCESSOR_SECONDS.length())))
          .findFirst()
          .orElse(Double.NaN);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    key.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    return request;
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The request was interrupted.");
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "it closes connections" : e.getMessage();
      throw new IOException("The server at " + address + " does not answer: " + reason + ".", e);
    }
  }

  private IOException refused(int status, byte[] body) {
    String told = "";
    try {
      JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
      told = ": " + json.getAsJsonObject().getAsJsonObject("error").get("message").getAsString();
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      // It does not say why in OpenAI's way.
    }
    String sentence = "The server at " + address + " answers with status " + status + told;
    return new IOException(sentence.endsWith(".") ? sentence : sentence + ".");
  }

  private static void pause(long seconds, BooleanSupplier cancelled) {
    long end = System.nanoTime() + Duration.ofSeconds(Math.max(1, Math.min(60, seconds))).toNanos();
    while (System.nanoTime() < end) {
      throwIf(cancelled);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException("The request was interrupted.");
      }
    }
  }

  private static void throwIf(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException("The request was cancelled.");
    }
  }
}
