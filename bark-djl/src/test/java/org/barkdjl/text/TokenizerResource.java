package org.barkdjl.text;

import ai.djl.util.JsonUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The product's {@code tokenizer.json}, read by a plain JSON parser. */
record TokenizerResource(String json, Map<String, Integer> vocabulary) {
  private record File(Model model) {}

  private record Model(Map<String, Integer> vocab) {}

  static TokenizerResource load() throws IOException {
    String name = "/org/barkdjl/models/tokenizer/tokenizer.json";
    try (InputStream in = TokenizerResource.class.getResourceAsStream(name)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new TokenizerResource(json, JsonUtils.GSON.fromJson(json, File.class).model().vocab());
    }
  }
}
