package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.speech.SpeechCreateParams.ResponseFormat;
import com.openai.models.models.Model;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's Java client against the server as a process. */
class OpenAiJavaIT {
  private static final int WAV_HEAD_BYTES = 44;

  private static ServedBark server;
  private static OpenAIClient client;

  @BeforeAll
  static void start() throws Exception {
    server = ServedBark.start();
    client = client(ServedBark.KEY);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    assertEquals(0, server.stop().status());
  }

  @Test
  void itSpeaks() throws Exception {
    byte[] pcm = bytes(speech().responseFormat(ResponseFormat.PCM).build());
    byte[] wav = bytes(speech().responseFormat(ResponseFormat.WAV).build());

    assertTrue(pcm.length > 10_000, pcm.length + " bytes");
    assertArrayEquals(pcm, Arrays.copyOfRange(wav, wav.length - pcm.length, wav.length));
    assertTrue(wav.length - pcm.length >= WAV_HEAD_BYTES);
  }

  @Test
  void aStreamComesBeforeItsEndAndCanBeLeft() throws Exception {
    SpeechCreateParams many =
        speech()
            .input("One more sentence is read. ".repeat(12))
            .responseFormat(ResponseFormat.PCM)
            .build();
    String id;
    try (HttpResponse answer = client.audio().speech().create(many)) {
      id = answer.requestId().orElseThrow();
      InputStream in = answer.body();
      assertTrue(in.read() >= 0);
      assertEquals("running", state(id));
    }
    String state = state(id);
    while (state.equals("running")) {
      Thread.sleep(50);
      state = state(id);
    }
    assertEquals("cancelled", state);
  }

  @Test
  void itFindsModels() {
    List<String> models = client.models().list().data().stream().map(Model::id).toList();
    assertEquals(List.of("nano", "tts-1", "tts-1-hd", "gpt-4o-mini-tts"), models);
    assertEquals("nano", client.models().retrieve("nano").id());
  }

  @Test
  void errorsAreTheClientsOwn() {
    BadRequestException speed =
        assertThrows(
            BadRequestException.class,
            () -> client.audio().speech().create(speech().speed(9).build()));
    assertEquals("speed", speed.param().orElseThrow());
    assertThrows(
        NotFoundException.class,
        () -> client.audio().speech().create(speech().voice("nobody").build()));
    OpenAIClient stranger = client("wrong");
    assertThrows(UnauthorizedException.class, () -> stranger.models().list());
    stranger.close();
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(server.address() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  private static SpeechCreateParams.Builder speech() {
    return SpeechCreateParams.builder()
        .model("tts-1")
        .voice("alloy")
        .input("Good morning.")
        .putAdditionalBodyProperty("seed", JsonValue.from(3))
        .putAdditionalBodyProperty("max_seconds", JsonValue.from(0.4));
  }

  private static byte[] bytes(SpeechCreateParams params) throws Exception {
    try (HttpResponse answer = client.audio().speech().create(params)) {
      return answer.body().readAllBytes();
    }
  }

  private static String state(String id) throws Exception {
    return ServedBark.text(ServedBark.json(server.send("GET", "/v1/requests/" + id, "")), "state");
  }
}
