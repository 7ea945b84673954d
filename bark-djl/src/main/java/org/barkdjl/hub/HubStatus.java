package org.barkdjl.hub;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.barkdjl.error.ModelException;

/** What the statuses of a hub's answers mean. */
final class HubStatus {
  /** Timeouts, too many requests, and trouble within the hub. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private HubStatus() {}

  /** The hub has no such file, though it may have the repository. */
  static final class NoSuchFile extends IOException {
    NoSuchFile(String message) {
      super(message);
    }
  }

  /**
   * Returns if the answer is one to go on with.
   *
   * @throws NoSuchFile if the repository lacks the file
   * @throws ModelException if the hub refuses
   * @throws PassingFailure if it is worth another try
   */
  static void check(HubResponse answer, HubFile file, HubConfig config) throws IOException {
    int status = answer.status();
    if (status == HubResponse.OK
        || status == HubResponse.PARTIAL
        || status == HubResponse.RANGE_BEYOND_END
        || (status >= 301 && status <= 308)) {
      return;
    }
    answer.close();
    String host = config.endpoint().getHost();
    if (PASSING.contains(status)) {
      throw new PassingFailure(
          "%s answered with status %d".formatted(host, status), retryAfter(answer), null);
    }
    String code = answer.told().getOrDefault("x-error-code", "");
    if (config.layout() == HubConfig.Layout.MAVEN) {
      throw new ModelException(
          "%s answered a request for %s with status %d; check %s, or try again later."
              .formatted(host, file, status, config.setting()));
    }
    if (status == 401 || status == 403) {
      String token =
          config.token().isEmpty()
              ? "set HF_TOKEN to a token that may read it"
              : "the token in HF_TOKEN may not read it";
      throw new ModelException(
          "%s refuses %s (status %d): there is no such repository, or it is private or gated; check the name, or %s."
              .formatted(host, file, status, token));
    }
    if (status == 404 && !code.equals("RepoNotFound") && !code.equals("RevisionNotFound")) {
      throw new NoSuchFile("%s has no file %s.".formatted(host, file));
    }
    if (status == 404) {
      throw new ModelException(
          "%s has no repository or revision %s.".formatted(host, file.repository()));
    }
    throw new ModelException(
        "%s answered a request for %s with status %d; check %s, or try again later."
            .formatted(host, file, status, config.setting()));
  }

  /** The header Retry-After: seconds or a date; null if there is none. */
  private static Duration retryAfter(HubResponse answer) {
    String text = answer.headers().firstValue("retry-after").orElse("").strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(ZonedDateTime.now(date.getZone()), date);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return null; // none, or none that says when
    }
  }
}
