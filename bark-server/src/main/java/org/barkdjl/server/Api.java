package org.barkdjl.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.barkdjl.Priority;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.Sha256;
import org.barkdjl.narration.Subtitles;
import org.barkdjl.options.Option;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.VoiceCatalogue;

/** What is answered at which path. */
final class Api {
  /** A body that takes longer never comes. */
  private static final long BODY_MILLIS = 30_000;

  /** A character is at most two escapes of six bytes; and there are other fields. */
  private static final int BYTES_PER_CHARACTER = 12;

  private static final int OTHER_BYTES = 1 << 16;

  private static final String BEARER = "bearer ";
  private static final String REQUESTS = "/v1/requests/";
  private static final String JOBS = "/v1/jobs/";
  private static final String MODELS = "/v1/models/";

  private final Vertx vertx;
  private final ServerOptions options;
  private final Map<String, String> defaults;
  private final Speeches speeches;
  private final Jobs jobs;
  private final Metrics metrics;
  private final Path folder;
  private final String software;
  private final PageFiles page;

  /**
   * @param defaults options of speech for requests that lack them, by their names
   * @param folder where audio waits that clients are slow to read
   * @param software the program and its version
   */
  Api(
      Vertx vertx,
      ServerOptions options,
      Map<String, String> defaults,
      Speeches speeches,
      Jobs jobs,
      Metrics metrics,
      Path folder,
      String software)
      throws IOException {
    this.vertx = vertx;
    this.options = options;
    this.defaults = defaults;
    this.speeches = speeches;
    this.jobs = jobs;
    this.metrics = metrics;
    this.folder = folder;
    this.software = software;
    page = PageFiles.load();
  }

  void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    try {
      response.putHeader("x-content-type-options", "nosniff");
      allowOrigin(request);
      if (request.method().equals(HttpMethod.OPTIONS)) {
        preflight(request);
        return;
      }
      route(request);
    } catch (ApiException e) {
      refuse(request, e);
    } catch (IOException | RuntimeException e) {
      refuse(request, ApiException.of(e));
    }
  }

  private void route(HttpServerRequest request) throws IOException {
    String path = request.path() == null ? "" : request.path();
    HttpServerResponse response = request.response();
    if (path.equals("/healthz")) {
      require(request, HttpMethod.GET);
      Answers.json(response, 200, health());
      return;
    }
    if (path.equals("/readyz")) {
      require(request, HttpMethod.GET);
      speeches.requireReady();
      Answers.json(response, 200, health());
      return;
    }
    Optional<PageFiles.Resource> file = page.find(path);
    if (file.isPresent()) {
      require(request, HttpMethod.GET);
      sendPage(request, file.get());
      return;
    }
    requireKey(request);
    switch (path) {
      case "/v1/audio/speech" -> {
        require(request, HttpMethod.POST);
        readSpeech(request);
      }
      case "/v1/jobs" -> {
        require(request, HttpMethod.GET, HttpMethod.POST);
        if (request.method().equals(HttpMethod.POST)) {
          readJob(request);
        } else {
          Answers.json(response, 200, jobs.toJson());
        }
      }
      case "/v1/models" -> get(request, models());
      case "/v1/audio/models" -> get(request, audioModels());
      case "/v1/audio/voices" -> get(request, voices("strings".equals(request.getParam("format"))));
      case "/v1/options" -> get(request, options());
      case "/metrics" -> {
        require(request, HttpMethod.GET);
        Answers.bytes(response, Metrics.CONTENT_TYPE, Buffer.buffer(metrics.text()));
      }
      default -> routeBelow(request, path);
    }
  }

  private void routeBelow(HttpServerRequest request, String path) throws IOException {
    if (path.startsWith(MODELS)) {
      get(request, model(path.substring(MODELS.length())));
    } else if (path.startsWith(JOBS)) {
      routeJob(request, path.substring(JOBS.length()).split("/", 2));
    } else if (path.startsWith(REQUESTS)) {
      Speech speech =
          speeches
              .find(path.substring(REQUESTS.length()))
              .orElseThrow(() -> notFound("There is no such request, or it is long ago."));
      require(request, HttpMethod.GET, HttpMethod.DELETE);
      if (request.method().equals(HttpMethod.DELETE)) {
        speech.cancel(Speech.Reason.REQUEST);
      }
      Answers.json(request.response(), 200, speech.toJson(speeches.place(speech)));
    } else {
      throw notFound("There is nothing at this path.");
    }
  }

  /**
   * @param parts the id, and what of the job is asked for
   */
  private void routeJob(HttpServerRequest request, String[] parts) throws IOException {
    Job job = jobs.find(parts[0]).orElseThrow(() -> notFound("There is no such job."));
    if (parts.length == 1) {
      require(request, HttpMethod.GET, HttpMethod.DELETE);
      if (request.method().equals(HttpMethod.DELETE)) {
        inBackground(
            request,
            () -> {
              jobs.remove(job);
              return job.toJson(0);
            },
            200);
      } else {
        Answers.json(request.response(), 200, jobs.toJson(job));
      }
      return;
    }
    require(request, HttpMethod.GET);
    if (!parts[1].equals("audio") && !parts[1].equals("subtitles")) {
      throw notFound("There is nothing at this path.");
    }
    if (!job.isDone()) {
      throw ApiException.invalid(404, "The job is not done.", null, "not_done");
    }
    if (parts[1].equals("audio")) {
      sendFile(request, job.audio(), Delivery.type(job.speech().format()));
    } else if ("srt".equals(request.getParam("format"))) {
      sendFile(request, job.subtitles(Subtitles.SRT), "application/x-subrip; charset=utf-8");
    } else {
      sendFile(request, job.subtitles(Subtitles.VTT), "text/vtt; charset=utf-8");
    }
  }

  private static void sendFile(HttpServerRequest request, Path file, String type)
      throws IOException {
    HttpServerResponse response = request.response();
    FileChannel channel;
    try {
      channel = FileChannel.open(file);
    } catch (NoSuchFileException e) {
      throw notFound("There is no such job."); // it was removed meanwhile
    }
    response.putHeader("content-type", type).putHeader("cache-control", "no-store");
    var unused =
        response
            .sendFile(channel)
            .onComplete(
                sent -> {
                  try {
                    channel.close();
                  } catch (IOException e) {
                    // It was only read.
                  }
                });
  }

  private void readSpeech(HttpServerRequest request) {
    speeches.requireReady();
    readBody(request, body -> speak(request, understand(body)));
  }

  private void readJob(HttpServerRequest request) {
    speeches.requireReady();
    readBody(
        request,
        body -> {
          SpeechCall call = understand(body);
          inBackground(request, () -> jobs.submit(call, body), 202);
        });
  }

  /** Understands a body, as far as that takes no time. */
  private SpeechCall understand(byte[] body) {
    SpeechCall call = SpeechCall.parse(body, defaults, options.limits().input());
    checkModel(call.model());
    checkVoices(call);
    speeches.encodings().orElseThrow().check(call);
    return call;
  }

  /** Answers with what comes of some work that waits for the disk. */
  private void inBackground(HttpServerRequest request, Callable<JsonObject> work, int status) {
    vertx
        .executeBlocking(work)
        .onSuccess(json -> Answers.json(request.response(), status, json))
        .onFailure(e -> refuse(request, ApiException.of(e)));
  }

  private void speak(HttpServerRequest request, SpeechCall call) {
    HttpServerResponse response = request.response();
    Speech speech = speeches.admit(call, Optional.ofNullable(request.getHeader("x-request-id")));
    response.putHeader("x-request-id", speech.id());
    response.putHeader("x-bark-seed", Long.toString(speech.seed()));
    if (!call.ignored().isEmpty()) {
      response.putHeader("x-bark-ignored", String.join(", ", call.ignored()));
    }
    Delivery delivery = new Delivery(vertx.getOrCreateContext(), response, speech, metrics, folder);
    speeches.start(speech, Priority.INTERACTIVE, delivery.out(), delivery::end);
  }

  private void checkModel(String name) {
    if (!name.isEmpty() && !modelNames().contains(name)) {
      throw ApiException.invalid(
          404,
          "There is no such model here; there are " + String.join(", ", modelNames()) + ".",
          "model",
          "model_not_found");
    }
  }

  /** Before it waits, and by name alone: files are read later. */
  private void checkVoices(SpeechCall call) {
    ServedModel served = speeches.served().orElseThrow();
    List<String> named = new ArrayList<>(call.options().speakers().values());
    call.voice().ifPresent(named::add);
    for (String name : named) {
      if (!served.has(name)) {
        throw ApiException.invalid(
            404,
            "There is no such voice here; GET /v1/audio/voices lists them.",
            "voice",
            "voice_not_found");
      }
    }
  }

  /** Reads a body of bounded size in bounded time; what is wrong with it is answered. */
  private void readBody(HttpServerRequest request, Consumer<byte[]> then) {
    String type = request.getHeader("content-type");
    // Other types could be sent by pages of any origin, unasked.
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw ApiException.invalid(
          400, "The body must be JSON, with 'Content-Type: application/json'.", null, null);
    }
    int most = BYTES_PER_CHARACTER * options.limits().input() + OTHER_BYTES;
    Buffer body = Buffer.buffer();
    boolean[] refused = {false};
    long timer =
        vertx.setTimer(
            BODY_MILLIS,
            late -> {
              refused[0] = true;
              refuse(request, ApiException.invalid(408, "The body did not come.", null, null));
            });
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.handler(
        block -> {
          if (!refused[0] && body.length() + block.length() > most) {
            refused[0] = true;
            vertx.cancelTimer(timer);
            refuse(
                request,
                ApiException.invalid(
                    413, "The body is larger than " + most + " bytes.", null, "too_large"));
          } else if (!refused[0]) {
            body.appendBuffer(block);
          }
        });
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          if (!refused[0]) {
            try {
              then.accept(body.getBytes());
            } catch (RuntimeException e) {
              refuse(request, ApiException.of(e));
            }
          }
        });
  }

  private void refuse(HttpServerRequest request, ApiException error) {
    HttpServerResponse response = request.response();
    if (response.headWritten() || response.closed()) {
      return;
    }
    if (request.path() != null && request.path().equals("/v1/audio/speech")) {
      metrics.answered(error.status(), "");
    }
    if (!request.isEnded()) {
      // What is left of the body is not read.
      response.putHeader("connection", "close");
    }
    Answers.error(response, error);
  }

  private void requireKey(HttpServerRequest request) {
    if (options.access().key().isEmpty()) {
      return;
    }
    String shown = request.getHeader("authorization");
    if (shown == null || !shown.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw ApiException.unauthorized("Show the key as 'Authorization: Bearer KEY'.");
    }
    if (!isKey(shown.substring(BEARER.length()).strip())) {
      throw ApiException.unauthorized("The key is not the right one.");
    }
  }

  /** In a time that tells nothing of the key, nor of its length. */
  private boolean isKey(String shown) {
    return MessageDigest.isEqual(hash(shown), hash(options.access().key().orElseThrow()));
  }

  private static byte[] hash(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private void allowOrigin(HttpServerRequest request) {
    String origin = request.getHeader("origin");
    List<String> allowed = options.access().origins();
    if (origin == null || allowed.isEmpty()) {
      return;
    }
    HttpServerResponse response = request.response();
    if (allowed.contains("*")) {
      response.putHeader("access-control-allow-origin", "*");
    } else if (allowed.contains(origin)) {
      response.putHeader("access-control-allow-origin", origin);
      response.putHeader("vary", "origin");
    } else {
      return;
    }
    response.putHeader(
        "access-control-expose-headers", "x-request-id, x-bark-seed, x-bark-ignored, retry-after");
  }

  /** Without a key: browsers show none. */
  private static void preflight(HttpServerRequest request) {
    HttpServerResponse response = request.response().setStatusCode(204);
    if (response.headers().contains("access-control-allow-origin")) {
      response.putHeader("access-control-allow-methods", "GET, POST, DELETE");
      String headers = request.getHeader("access-control-request-headers");
      if (headers != null) {
        response.putHeader("access-control-allow-headers", headers);
      }
      response.putHeader("access-control-max-age", "600");
    }
    response.putHeader("allow", "GET, POST, DELETE, OPTIONS");
    var unused = response.end();
  }

  private static void sendPage(HttpServerRequest request, PageFiles.Resource file) {
    HttpServerResponse response = request.response();
    response.putHeader("content-security-policy", "default-src 'self'; media-src 'self' blob:");
    response.putHeader("referrer-policy", "no-referrer");
    response.putHeader("cache-control", "no-cache");
    response.putHeader("etag", file.etag());
    if (file.etag().equals(request.getHeader("if-none-match"))) {
      var unused = response.setStatusCode(304).end();
    } else {
      Answers.bytes(response, file.type(), file.content());
    }
  }

  private static void get(HttpServerRequest request, JsonObject json) {
    require(request, HttpMethod.GET);
    Answers.json(request.response(), 200, json);
  }

  private static void require(HttpServerRequest request, HttpMethod... methods) {
    // HEAD is answered as GET is, without the body.
    HttpMethod method =
        request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
    List<HttpMethod> allowed = List.of(methods);
    if (!allowed.contains(method)) {
      String names = String.join(", ", allowed.stream().map(HttpMethod::name).toList());
      request.response().putHeader("allow", names);
      throw ApiException.invalid(405, "This path takes " + names + ".", null, "method_not_allowed");
    }
  }

  private static ApiException notFound(String message) {
    return ApiException.invalid(404, message, null, "not_found");
  }

  private JsonObject health() {
    JsonObject json = new JsonObject();
    json.addProperty("status", speeches.isReady() ? "ready" : "not ready");
    json.addProperty("version", software);
    json.addProperty("model", speeches.served().map(Api::name).orElse(null));
    json.addProperty("device", speeches.served().map(model -> model.bark().device()).orElse(null));
    return json;
  }

  /** The model's name, and those that clients may use. */
  private Set<String> modelNames() {
    Set<String> names = new LinkedHashSet<>();
    speeches.served().ifPresent(model -> names.add(name(model)));
    names.addAll(options.names().models());
    return names;
  }

  private JsonObject models() {
    JsonArray data = new JsonArray();
    modelNames().forEach(name -> data.add(modelJson(name)));
    JsonObject json = new JsonObject();
    json.addProperty("object", "list");
    json.add("data", data);
    return json;
  }

  private JsonObject model(String name) {
    checkModel(name);
    return modelJson(name);
  }

  private static JsonObject modelJson(String name) {
    JsonObject json = new JsonObject();
    json.addProperty("id", name);
    json.addProperty("object", "model");
    json.addProperty("created", 0);
    json.addProperty("owned_by", "bark");
    return json;
  }

  private JsonObject audioModels() {
    JsonArray models = new JsonArray();
    for (String name : modelNames()) {
      JsonObject model = new JsonObject();
      model.addProperty("id", name);
      models.add(model);
    }
    JsonObject json = new JsonObject();
    json.add("models", models);
    return json;
  }

  /**
   * The model's voices, then the other names that there are for them.
   *
   * @param strings whether as mere names
   */
  private JsonObject voices(boolean strings) {
    speeches.requireReady();
    ServedModel served = speeches.served().orElseThrow();
    JsonArray voices = new JsonArray();
    for (String name : served.names()) {
      if (strings) {
        voices.add(name);
      } else {
        String stands = served.aliases().get(name);
        JsonObject voice = new JsonObject();
        voice.addProperty("id", name);
        voice.addProperty("name", stands == null ? name : name + " (" + stands + ")");
        voice.addProperty(
            "language",
            VoiceCatalogue.language(stands == null ? name : stands)
                .map(Language::code)
                .orElse(null));
        voices.add(voice);
      }
    }
    JsonObject json = new JsonObject();
    json.add("voices", voices);
    return json;
  }

  /** What a page must know to ask. */
  private JsonObject options() {
    JsonObject json = voices(false);
    ServedModel served = speeches.served().orElseThrow();
    Encodings encodings = speeches.encodings().orElseThrow();
    json.addProperty("model", name(served));
    json.addProperty("device", served.bark().device());
    json.addProperty("precision", served.bark().precision().id());
    json.addProperty("version", software);
    json.addProperty("sample_rate", served.model().manifest().sampleRateHz());
    json.addProperty("default_voice", served.voice().map(voice -> voice.name()).orElse(null));
    json.addProperty("max_input", options.limits().input());
    json.addProperty("speed", encodings.canChangeSpeed());
    JsonArray formats = new JsonArray();
    encodings.formats().stream().map(AudioFormat::id).forEach(formats::add);
    json.add("formats", formats);
    JsonArray languages = new JsonArray();
    for (Language language : Language.values()) {
      JsonObject each = new JsonObject();
      each.addProperty("code", language.code());
      each.addProperty("name", language.displayName());
      languages.add(each);
    }
    json.add("languages", languages);
    JsonArray fields = new JsonArray();
    SpeechOptionTable.OPTIONS.options().forEach(option -> fields.add(field(option)));
    json.add("fields", fields);
    return json;
  }

  private JsonObject field(Option<?> option) {
    JsonObject json = new JsonObject();
    json.addProperty("name", option.name());
    json.addProperty("help", option.help());
    json.addProperty("range", option.range());
    json.addProperty("least", option.numbers().map(range -> range.least()).orElse(null));
    json.addProperty(
        "most", option.numbers().map(range -> range.most()).filter(Double::isFinite).orElse(null));
    json.addProperty("default", defaults.getOrDefault(option.name(), option.otherwise().value()));
    json.addProperty("otherwise", option.otherwise().words());
    return json;
  }

  private static String name(ServedModel served) {
    return served.model().manifest().name();
  }
}
