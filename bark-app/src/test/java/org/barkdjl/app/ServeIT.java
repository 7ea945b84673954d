package org.barkdjl.app;

import static org.barkdjl.app.ServedBark.KEY;
import static org.barkdjl.app.ServedBark.assertError;
import static org.barkdjl.app.ServedBark.assertSounds;
import static org.barkdjl.app.ServedBark.body;
import static org.barkdjl.app.ServedBark.json;
import static org.barkdjl.app.ServedBark.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers, as a process. How it bears many is {@link ServeLoadIT}'s subject. */
class ServeIT {
  private static final int ROWS = 2;
  private static final int MOST_CHARACTERS = 3_000;
  private static final int HEAD_BYTES = 8;

  private static ServedBark server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServedBark.start(
            "--cors=https://page.example",
            "--rows=" + ROWS,
            "--max-input=" + MOST_CHARACTERS,
            "--voice-names=mine=flite_slt");
  }

  @AfterAll
  static void stop() throws Exception {
    assertEquals(0, server.stop().status());
  }

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
    byte[] pcm =
        server.speech("Good morning. How are you?", options + ", \"response_format\": \"pcm\"");

    byte[] wav = Files.readAllBytes(file);
    assertArrayEquals(Arrays.copyOfRange(wav, wav.length - pcm.length, wav.length), pcm);
    String whole = options + ", \"response_format\": \"wav\", \"stream\": false";
    HttpResponse<byte[]> answer =
        server.send("POST", "/v1/audio/speech", body("Good morning. How are you?", whole));
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
    byte[] pcm = server.speech("Yes. No. Yes.", options);
    String events =
        new String(
            server.speech("Yes. No. Yes.", options + ", \"stream_format\": \"sse\""),
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
    HttpResponse<byte[]> answer = server.send("POST", "/v1/audio/speech", wav);

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
        server.send(
            server.request("/v1/audio/speech").POST(BodyPublishers.ofByteArray(body)).build());

    assertError(answer, kind.equals("large") ? 413 : 400, kind.equals("long") ? "input" : "-");
  }

  @Test
  void pathsMethodsAndTypesAreChecked() throws Exception {
    assertError(server.send("GET", "/v1/nothing", ""), 404, "-");
    assertError(server.send("GET", "/v1/models/nobody", ""), 404, "model");
    assertError(server.send("GET", "/../conf/bark.properties", ""), 404, "-");
    HttpResponse<byte[]> method = server.send("GET", "/v1/audio/speech", "");
    assertError(method, 405, "-");
    assertEquals("POST", method.headers().firstValue("allow").orElseThrow());
    HttpRequest form =
        HttpRequest.newBuilder(URI.create(server.address() + "/v1/audio/speech"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"input\": \"a\"}"))
            .build();
    assertError(server.send(form), 400, "-");
  }

  @Test
  void theKeyIsAskedForButForHealthAndPage() throws Exception {
    for (String path : List.of("/v1/models", "/v1/audio/speech", "/metrics", "/v1/jobs")) {
      for (String shown : List.of("", "Bearer ", "Bearer wrong", KEY, "Basic " + KEY)) {
        HttpResponse<byte[]> answer = server.get(path, Map.of("Authorization", shown));
        assertError(answer, 401, "-");
      }
    }
    for (String path :
        List.of("/healthz", "/readyz", "/", "/page.js", "/page.css", "/colours.css")) {
      assertEquals(200, server.get(path, Map.of()).statusCode(), path);
    }
    HttpResponse<byte[]> page = server.get("/", Map.of());
    String etag = page.headers().firstValue("etag").orElseThrow();
    assertEquals(304, server.get("/", Map.of("If-None-Match", etag)).statusCode());
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
          HttpRequest.newBuilder(URI.create(server.address() + "/v1/audio/speech"))
              .method("OPTIONS", BodyPublishers.noBody())
              .header("Origin", origin)
              .header("Access-Control-Request-Headers", "authorization, content-type")
              .build();
      HttpResponse<byte[]> answer = server.send(preflight);

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
    JsonObject strings = json(server.send("GET", "/v1/audio/voices?format=strings", ""));
    assertTrue(strings.getAsJsonArray("voices").toString().contains("\"alloy\""));
    JsonObject options = json(server.send("GET", "/v1/options", ""));
    assertEquals("cpu", text(options, "device"));
    assertTrue(options.toString().contains("\"name\":\"coarse-history\""));
    assertEquals(0, BarkProcess.run("serve", "--check", "--port=" + server.port()).status());
    assertEquals(1, BarkProcess.run("serve", "--check", "--port=1").status());
  }

  @Test
  void aJobIsSpokenAndKept() throws Exception {
    String options = "\"seed\": 8, \"max_seconds\": 0.5, \"response_format\": \"pcm\"";
    byte[] alone = server.speech("A first. A second.", options);
    HttpResponse<byte[]> taken =
        server.send("POST", "/v1/jobs", body("A first. A second.", options));
    assertEquals(202, taken.statusCode());
    String path = "/v1/jobs/" + text(json(taken), "id");
    JsonObject job = json(taken);
    while (!text(job, "state").equals("done")) {
      assertTrue(Set.of("queued", "running").contains(text(job, "state")), job.toString());
      Thread.sleep(100);
      job = json(server.send("GET", path, ""));
    }

    assertSounds(alone, server.send("GET", path + "/audio", "").body());
    String srt =
        new String(
            server.send("GET", path + "/subtitles?format=srt", "").body(), StandardCharsets.UTF_8);
    assertTrue(srt.startsWith("1\n00:00:00,000 --> "), srt);
    assertTrue(json(server.send("GET", "/v1/jobs", "")).toString().contains(text(job, "id")));
    assertEquals(200, server.send("DELETE", path, "").statusCode());
    assertError(server.send("GET", path, ""), 404, "-");
    assertError(server.send("GET", "/v1/jobs/../audio", ""), 404, "-");
  }

  @ParameterizedTest
  @CsvSource({
    "mp3, audio/mpeg, mp3",
    "opus, audio/ogg, opus",
    "aac, audio/aac, aac",
    "flac, audio/flac, flac"
  })
  void formatsAreWhatTheySay(String format, String type, String codec) throws Exception {
    assumeTrue(onPath("ffmpeg") && onPath("ffprobe"), "There is no ffmpeg.");
    String options = "\"seed\": 3, \"max_seconds\": 0.6, \"response_format\": \"%s\"";
    HttpResponse<byte[]> answer =
        server.send("POST", "/v1/audio/speech", body("Good morning.", options.formatted(format)));
    assertEquals(200, answer.statusCode());
    assertEquals(type, answer.headers().firstValue("content-type").orElseThrow());
    Path file = Files.write(folder.resolve("a." + format), answer.body());
    String shown = "-v error -show_entries stream=codec_name,channels -of csv=p=0 " + file;
    assertEquals(codec + ",1", said(("ffprobe " + shown).split(" ", -1)));
    // What it holds can be played, and is as long as the bound.
    String raw = "-v error -i " + file + " -f s16le -ar 24000 -";
    double seconds = run(("ffmpeg " + raw).split(" ", -1)).length / 48_000.0;
    assertTrue(seconds > 0.3 && seconds < 0.9, seconds + " s");
  }

  /** The line of the README, but for the voice and the bound. */
  @Test
  void curlSavesWhatIsSpoken() throws Exception {
    assumeTrue(onPath("curl"), "There is no curl.");
    Path file = folder.resolve("curl.wav");
    String body = body("Good morning.", "\"seed\": 3, \"max_seconds\": 0.4, \"voice\": \"alloy\"");

    String status =
        said(
            "curl",
            "-sS",
            server.address() + "/v1/audio/speech",
            "-H",
            "Content-Type: application/json",
            "-H",
            "Authorization: Bearer " + KEY,
            "-d",
            body,
            "-o",
            file.toString(),
            "-w",
            "%{http_code} %{content_type}");

    assertEquals("200 audio/wav", status);
    byte[] wav = Files.readAllBytes(file);
    assertEquals("RIFF", new String(wav, 0, 4, StandardCharsets.US_ASCII));
    String refused = said("curl", "-sS", "-i", server.address() + "/v1/audio/speech", "-d", body);
    assertTrue(refused.startsWith("HTTP/1.1 401"), refused);
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  private static String said(String... line) throws Exception {
    return new String(run(line), StandardCharsets.UTF_8).strip();
  }

  private static byte[] run(String... line) throws Exception {
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] out = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), () -> String.join(" ", line));
    return out;
  }

  private static JsonObject firstOf(String path, String list) throws Exception {
    return json(server.send("GET", path, "")).getAsJsonArray(list).get(0).getAsJsonObject();
  }
}
