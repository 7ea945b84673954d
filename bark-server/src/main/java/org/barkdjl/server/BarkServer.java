package org.barkdjl.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.voice.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of OpenAI's audio API. It listens from the start, and speaks once it is given a model.
 * Requests are read and answered on one thread, which never waits: neither for the engine, whose
 * thread is another, nor for a client.
 */
public final class BarkServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BarkServer.class);

  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int BACKLOG = 1_024;

  /** A connection on which no request is under way is closed after this. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

  private static final BarkRequest WARM_UP =
      BarkRequest.of("Ready.")
          .withSeed(0)
          .withSemantic(
              SemanticOptions.DEFAULT
                  .withAllowEnd(false)
                  .withMaxDuration(Optional.of(Duration.ofMillis(500))));

  private static final long SWEEP_MILLIS = 10_000;

  /** For what ends at the engine's next chunk. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(30);

  private static final long CLOSE_SECONDS = 5;

  private final ServerOptions options;
  private final Path folder;
  private final Speeches speeches;
  private final Jobs jobs;
  private final Vertx vertx;
  private final HttpServer http;
  private final Map<HttpConnection, Activity> connections = new HashMap<>();

  /** What a connection does; belongs to the event loop. */
  private static final class Activity {
    private int requests;
    private long since = System.nanoTime();
  }

  private BarkServer(
      ServerOptions options, Map<String, String> defaults, Path folder, String software)
      throws IOException {
    this.options = options;
    this.folder = folder;
    Metrics metrics = new Metrics();
    speeches = new Speeches(options.limits().queue(), metrics, software, options.logTexts());
    jobs = Jobs.in(folder.resolve("jobs"), options.limits(), defaults, speeches, metrics);
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Api api = new Api(vertx, options, defaults, speeches, jobs, metrics, folder, software);
    http =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setAcceptBacklog(BACKLOG)
                    .setHandle100ContinueAutomatically(true)
                    .setHttp2ClearTextEnabled(false))
            .connectionHandler(this::opened)
            .requestHandler(
                request -> {
                  follow(request);
                  api.handle(request);
                });
  }

  /**
   * Begins to listen.
   *
   * @param defaults options of speech for requests that lack them, by their long names; no voice
   * @param folder for jobs, and for audio that clients are slow to read; must be there
   * @param software the program and its version
   * @throws IOException with a sentence if it cannot listen there
   */
  public static BarkServer start(
      ServerOptions options, Map<String, String> defaults, Path folder, String software)
      throws IOException {
    BarkServer server = new BarkServer(options, defaults, folder, software);
    try {
      await(
          server
              .http
              .listen(options.port(), options.host())
              .toCompletionStage()
              .toCompletableFuture());
      server.vertx.setPeriodic(SWEEP_MILLIS, tick -> server.sweep());
      return server;
    } catch (ExecutionException e) {
      server.close();
      throw new IOException(
          "Cannot listen on %s, port %d: %s."
              .formatted(options.host(), options.port(), reason(e.getCause())),
          e.getCause());
    }
  }

  /** The port that it listens on. */
  public int port() {
    return http.actualPort();
  }

  /**
   * Speaks with a model from now on, after a word that nobody hears: the first generation of all
   * takes longer.
   *
   * @param bark has it; is not closed by this
   * @param voice for requests that name none; empty: the model chooses
   * @param environment the environment variables, which tell where ffmpeg is
   * @return why some formats cannot be written
   * @throws org.barkdjl.error.InputException if a voice that the options name is not there
   */
  public List<String> serve(
      ModelPackage model, Bark bark, Optional<Voice> voice, Map<String, String> environment)
      throws IOException {
    Encodings encodings = Encodings.find(environment, folder);
    bark.generate(WARM_UP);
    speeches.serve(ServedModel.of(model, bark, voice, options.names().voices()), encodings);
    jobs.start();
    return encodings.missing();
  }

  /**
   * Takes no more, lets requests go on for a while, then cancels them; the job that is spoken ends
   * at once, and begins anew when a server starts again.
   */
  public void drain() {
    speeches.refuse();
    try {
      jobs.close();
    } catch (IOException e) {
      LOG.warn("The jobs' lock cannot be given back.", e);
    }
    try {
      if (!speeches.awaitIdle(options.drain())) {
        speeches.cancelAll(Speech.Reason.SHUTDOWN);
        speeches.awaitIdle(CANCEL_PATIENCE);
      }
    } catch (InterruptedException e) {
      speeches.cancelAll(Speech.Reason.SHUTDOWN);
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what is left, and listens no more. */
  @Override
  public void close() {
    try {
      await(
          http.shutdown(CLOSE_SECONDS, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture());
      await(vertx.close().toCompletionStage().toCompletableFuture());
    } catch (ExecutionException | IOException e) {
      // It listens no more in any case.
    }
  }

  private void opened(HttpConnection connection) {
    connections.put(connection, new Activity());
    connection.closeHandler(closed -> connections.remove(connection));
  }

  private void follow(HttpServerRequest request) {
    Activity activity = connections.get(request.connection());
    if (activity != null) {
      activity.requests++;
      request
          .response()
          .endHandler(
              ended -> {
                activity.requests--;
                activity.since = System.nanoTime();
              });
    }
  }

  /** Closes those that ask for nothing, such as one whose head comes a letter a minute. */
  private void sweep() {
    long now = System.nanoTime();
    List.copyOf(connections.entrySet())
        .forEach(
            entry -> {
              Activity activity = entry.getValue();
              if (activity.requests == 0 && now - activity.since > LONGEST_IDLE.toNanos()) {
                var unused = entry.getKey().close();
              }
            });
  }

  private static <T> T await(Future<T> future) throws IOException, ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The server was interrupted.", e);
    }
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
