package org.barkdjl.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.barkdjl.error.InputException;

/** Proxies as curl and Python's requests take them from the environment. */
public final class HubProxies extends ProxySelector {
  /** No proxy for anything. */
  public static final HubProxies NONE = new HubProxies(Map.of(), List.of());

  private static final int DEFAULT_PORT = 80;

  private final Map<String, InetSocketAddress> byScheme;
  private final List<String> direct;

  private HubProxies(Map<String, InetSocketAddress> byScheme, List<String> direct) {
    this.byScheme = byScheme;
    this.direct = direct;
  }

  /**
   * Reads {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in small
   * letters or large.
   *
   * @throws InputException if one cannot be used
   */
  public static HubProxies of(Map<String, String> environment) {
    Map<String, InetSocketAddress> proxies = new HashMap<>();
    for (String scheme : List.of("https", "http")) {
      String name = scheme + "_proxy";
      String address = value(environment, name, value(environment, "all_proxy", ""));
      if (!address.isEmpty()) {
        proxies.put(scheme, address(address, name.toUpperCase(Locale.ROOT)));
      }
    }
    List<String> direct =
        Arrays.stream(value(environment, "no_proxy", "").split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(host -> !host.isEmpty())
            .toList();
    return new HubProxies(Map.copyOf(proxies), direct);
  }

  @Override
  public List<Proxy> select(URI uri) {
    InetSocketAddress proxy = byScheme.get(uri.getScheme());
    if (proxy == null || isDirect(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT))) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(new Proxy(Proxy.Type.HTTP, proxy));
  }

  /** Nothing to do: the request itself fails, and is tried again. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  private boolean isDirect(String host) {
    return direct.stream()
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static InetSocketAddress address(String text, String name) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) { // whose message may hold a password
      throw unusable(name);
    }
    if (uri.getHost() == null || !"http".equals(uri.getScheme()) || uri.getUserInfo() != null) {
      throw unusable(name);
    }
    return InetSocketAddress.createUnresolved(
        uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
  }

  private static InputException unusable(String name) {
    return new InputException(
        name + " must be like http://host:port; proxies with a password are not supported.");
  }

  private static String value(Map<String, String> environment, String name, String otherwise) {
    String lower = environment.getOrDefault(name, "");
    String upper = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
    return !lower.isBlank() ? lower.strip() : !upper.isBlank() ? upper.strip() : otherwise;
  }
}
