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
 * How to reach a hub, by the environment variables that Hugging Face's own tools read; or a Maven
 * repository, which holds files in the same way but for their addresses.
 *
 * @param layout where files lie below the endpoint
 * @param setting what says the endpoint, for messages
 * @param endpoint its address ({@code HF_ENDPOINT})
 * @param token sent to the endpoint and to no other host ({@code HF_TOKEN})
 * @param offline whether only the cache is used ({@code HF_HUB_OFFLINE})
 * @param cache the local cache of repositories ({@code HF_HUB_CACHE}, {@code HF_HOME}/hub)
 * @param proxies {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}
 * @param trust {@code SSL_CERT_FILE}
 */
public record HubConfig(
    Layout layout,
    String setting,
    URI endpoint,
    Optional<HubToken> token,
    boolean offline,
    Path cache,
    HubProxies proxies,
    HubTrust trust) {
  /** How a file's address is made of its repository, revision and path. */
  public enum Layout {
    /** {@code OWNER/NAME/resolve/REVISION/PATH}. */
    HUB,
    /** {@code GROUP/AS/FOLDERS/ARTIFACT/VERSION/PATH}; the repository is GROUP/ARTIFACT. */
    MAVEN
  }

  private static final String HUB_SETTING = "HF_ENDPOINT";
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
          "%s must be an address like %s, without user and password.".formatted(setting, ENDPOINT));
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
        Layout.HUB,
        HUB_SETTING,
        endpoint(HUB_SETTING, text(environment, HUB_SETTING).orElse(ENDPOINT)),
        token(environment, tokenFile),
        text(environment, "HF_HUB_OFFLINE")
            .map(value -> YES.contains(value.toUpperCase(Locale.ROOT)))
            .orElse(false),
        value(environment, "HF_HUB_CACHE", home).orElse(hfHome.resolve("hub")),
        HubProxies.of(environment),
        HubTrust.of(environment));
  }

  /**
   * A Maven repository that everybody may read.
   *
   * @param setting what says the address, for messages
   * @throws InputException if that is none
   */
  public static HubConfig maven(String setting, String address, Map<String, String> environment) {
    return new HubConfig(
        Layout.MAVEN,
        setting,
        endpoint(setting, address),
        Optional.empty(),
        false,
        Path.of(""),
        HubProxies.of(environment),
        HubTrust.of(environment));
  }

  URI address(HubFile file) {
    String id = file.repository().id();
    String revision = file.repository().revision();
    return URI.create(
        switch (layout) {
          // Revisions may hold '/', which the hub wants quoted; ids and paths hold nothing to
          // quote.
          case HUB ->
              "%s/%s/resolve/%s/%s"
                  .formatted(endpoint, id, revision.replace("/", "%2F"), file.path());
          case MAVEN ->
              "%s/%s/%s/%s".formatted(endpoint, id.replace('.', '/'), revision, file.path());
        });
  }

  private static URI endpoint(String setting, String text) {
    try {
      return URI.create(text.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) { // whose message may hold a password
      throw new InputException(setting + " is not an address like " + ENDPOINT + ".");
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
