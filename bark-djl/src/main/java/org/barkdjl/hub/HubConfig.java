package org.barkdjl.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.error.InputException;

/**
 * How to reach a hub, by the environment variables that Hugging Face's own tools read.
 *
 * @param endpoint its address ({@code HF_ENDPOINT})
 * @param token sent to the endpoint and to no other host ({@code HF_TOKEN})
 * @param offline whether only the cache is used ({@code HF_HUB_OFFLINE})
 * @param cache the local cache of repositories ({@code HF_HUB_CACHE}, {@code HF_HOME}/hub)
 * @param proxies {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}
 */
public record HubConfig(
    URI endpoint, Optional<HubToken> token, boolean offline, Path cache, HubProxies proxies) {
  private static final String ENDPOINT = "https://huggingface.co";
  private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");

  /** A token is some forty characters. */
  private static final long MAX_TOKEN_BYTES = 4096;

  public HubConfig {
    String scheme = String.valueOf(endpoint.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http"))
        || endpoint.getHost() == null
        || endpoint.getUserInfo() != null) {
      throw new InputException(
          "HF_ENDPOINT must be an address like %s, without user and password.".formatted(ENDPOINT));
    }
  }

  /**
   * Reads the variables, and the token that {@code hf auth login} saves.
   *
   * @param home the user's home folder
   * @throws InputException if a variable cannot be used
   */
  public static HubConfig of(Map<String, String> environment, Path home) throws IOException {
    Path cacheHome = value(environment, "XDG_CACHE_HOME", home).orElse(home.resolve(".cache"));
    Path hfHome = value(environment, "HF_HOME", home).orElse(cacheHome.resolve("huggingface"));
    Path tokenFile = value(environment, "HF_TOKEN_PATH", home).orElse(hfHome.resolve("token"));
    return new HubConfig(
        endpoint(text(environment, "HF_ENDPOINT").orElse(ENDPOINT)),
        token(environment, tokenFile),
        text(environment, "HF_HUB_OFFLINE")
            .map(value -> YES.contains(value.toUpperCase(Locale.ROOT)))
            .orElse(false),
        value(environment, "HF_HUB_CACHE", home).orElse(hfHome.resolve("hub")),
        HubProxies.of(environment));
  }

  private static URI endpoint(String text) {
    try {
      return URI.create(text.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) { // whose message may hold a password
      throw new InputException("HF_ENDPOINT is not an address like " + ENDPOINT + ".");
    }
  }

  private static Optional<HubToken> token(Map<String, String> environment, Path file)
      throws IOException {
    Optional<String> given =
        text(environment, "HF_TOKEN").or(() -> text(environment, "HUGGING_FACE_HUB_TOKEN"));
    if (given.isEmpty() && Files.isReadable(file) && Files.size(file) <= MAX_TOKEN_BYTES) {
      given = Optional.of(Files.readString(file)).filter(saved -> !saved.isBlank());
    }
    return given.map(HubToken::new);
  }

  private static Optional<Path> value(Map<String, String> environment, String name, Path home) {
    return text(environment, name)
        .map(value -> value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
