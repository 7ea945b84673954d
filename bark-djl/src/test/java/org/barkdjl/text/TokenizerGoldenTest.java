package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.util.JsonUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Texts and ids recorded from Suno's Bark. */
class TokenizerGoldenTest {
  private record Recording(String id, String text, String normalized, List<Integer> ids) {}

  private static PromptTokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = PromptTokenizer.open();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRecordingIsMet() throws IOException {
    return Arrays.stream(recordings()).map(r -> DynamicTest.dynamicTest(r.id(), () -> check(r)));
  }

  private static void check(Recording recording) {
    PromptTokens tokens = tokenizer.encode(recording.text());

    assertEquals(recording.normalized(), tokens.text());
    assertEquals(recording.ids(), Arrays.stream(tokens.allIds()).boxed().toList());
  }

  private static Recording[] recordings() throws IOException {
    try (InputStream in = TokenizerGoldenTest.class.getResourceAsStream("golden.json")) {
      return JsonUtils.GSON.fromJson(
          new InputStreamReader(in, StandardCharsets.UTF_8), Recording[].class);
    }
  }
}
