package org.barkdjl.server;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Answers that are not audio. */
final class Answers {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Answers() {}

  static String text(JsonElement json) {
    return GSON.toJson(json);
  }

  static void json(HttpServerResponse response, int status, JsonElement json) {
    bytes(response.setStatusCode(status), "application/json", Buffer.buffer(text(json)));
  }

  static void error(HttpServerResponse response, ApiException error) {
    if (error.retryAfterSeconds() > 0) {
      response.putHeader("retry-after", Long.toString(error.retryAfterSeconds()));
    }
    if (error.status() == 401) {
      response.putHeader("www-authenticate", "Bearer");
    }
    json(response, error.status(), error.toJson());
  }

  static void bytes(HttpServerResponse response, String type, Buffer bytes) {
    if (!response.headers().contains("cache-control")) {
      response.putHeader("cache-control", "no-store");
    }
    response.putHeader("content-type", type);
    var unused = response.end(bytes);
  }
}
