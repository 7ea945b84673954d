package org.barkdjl.server;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.error.Problem;
import org.barkdjl.error.QueueFullException;

/** What a client is told instead of what it asked for, in OpenAI's shape. */
final class ApiException extends RuntimeException {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  private final int status;
  private final String type;
  private final String param;
  private final String code;
  private final long retryAfterSeconds;

  private ApiException(
      int status, String type, String message, String param, String code, long retryAfterSeconds) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * The client asked for something that there is not, or in a wrong way.
   *
   * @param param the field that is at fault; may be null
   * @param code a word for programs; may be null
   */
  static ApiException invalid(int status, String message, String param, String code) {
    return new ApiException(status, INVALID, message, param, code, 0);
  }

  static ApiException badField(String param, String message) {
    return invalid(400, message, param, "invalid_value");
  }

  static ApiException unauthorized(String message) {
    return invalid(401, message, null, "invalid_api_key");
  }

  /** The server does not answer such requests now, and will later. */
  static ApiException unavailable(String message, Duration retryAfter) {
    return new ApiException(503, SERVER, message, null, "unavailable", seconds(retryAfter));
  }

  /** What became of a request. Messages of other failures than the engine's may name files. */
  static ApiException of(Throwable failure) {
    if (failure instanceof ApiException known) {
      return known;
    }
    if (failure instanceof QueueFullException full) {
      return new ApiException(
          429,
          "rate_limit_error",
          full.getMessage(),
          null,
          "queue_full",
          seconds(full.retryAfter()));
    }
    if (failure instanceof NothingSaidException) {
      return new ApiException(500, SERVER, failure.getMessage(), null, "nothing_said", 0);
    }
    if (failure instanceof InputException input) {
      boolean voice = input.problem().filter(Problem.UNKNOWN_VOICE::equals).isPresent();
      return voice
          ? invalid(404, input.getMessage(), "voice", "voice_not_found")
          : invalid(400, input.getMessage(), null, "invalid_value");
    }
    String message =
        failure instanceof BarkException ? failure.getMessage() : "The server failed; see its log.";
    return new ApiException(500, SERVER, message, null, null, 0);
  }

  int status() {
    return status;
  }

  /** 0: nothing is said about it. */
  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** {@code {"error":{...}}}, all keys there. */
  JsonObject toJson() {
    JsonObject error = new JsonObject();
    error.addProperty("message", getMessage());
    error.addProperty("type", type);
    error.addProperty("param", param);
    error.addProperty("code", code);
    JsonObject json = new JsonObject();
    json.add("error", error);
    return json;
  }

  /** Clients pass over what is longer. */
  private static long seconds(Duration wait) {
    return Math.max(1, Math.min(60, (wait.toMillis() + 999) / 1000));
  }
}
