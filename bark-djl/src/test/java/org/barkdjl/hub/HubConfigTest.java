package org.barkdjl.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubConfigTest {
  @TempDir Path home;

  @Test
  void hasTheDefaultsOfHuggingFacesTools() throws IOException {
    HubConfig config = HubConfig.of(Map.of(), home);
    assertEquals(URI.create("https://huggingface.co"), config.endpoint());
    assertEquals(Optional.empty(), config.token());
    assertFalse(config.offline());
    assertEquals(home.resolve(".cache/huggingface/hub"), config.cache());
  }

  @Test
  void readsTheirVariables() throws IOException {
    HubConfig config =
        HubConfig.of(
            Map.of(
                "HF_ENDPOINT", "https://mirror.example/hub/",
                "HF_TOKEN", "hf_secret\n",
                "HF_HUB_OFFLINE", "yes",
                "HF_HOME", "~/hf"),
            home);
    assertEquals(URI.create("https://mirror.example/hub"), config.endpoint());
    assertEquals("Bearer hf_secret", config.token().orElseThrow().authorization());
    assertTrue(config.offline());
    assertEquals(home.resolve("hf/hub"), config.cache());
    assertEquals(Path.of("/c"), HubConfig.of(Map.of("HF_HUB_CACHE", "/c"), home).cache());
  }

  @Test
  void showsTheTokenNowhere() throws IOException {
    HubConfig config = HubConfig.of(Map.of("HF_TOKEN", "hf_secret"), home);
    assertFalse(config.toString().contains("hf_secret"));
    InputException e = assertThrows(InputException.class, () -> new HubToken("hf_sec\nret"));
    assertFalse(e.getMessage().contains("ret"));
  }

  @Test
  void takesTheTokenThatALoginSaved() throws IOException {
    Path file = home.resolve(".cache/huggingface/token");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "hf_saved\n");
    assertEquals(
        "Bearer hf_saved", HubConfig.of(Map.of(), home).token().orElseThrow().authorization());
  }

  @Test
  void refusesAddressesThatAreNone() {
    for (String bad : List.of("huggingface.co", "ftp://x", "https://u:p@host", "http:// x")) {
      InputException e =
          assertThrows(
              InputException.class, () -> HubConfig.of(Map.of("HF_ENDPOINT", bad), home), bad);
      assertTrue(e.getMessage().contains("HF_ENDPOINT"));
      assertFalse(e.getMessage().contains("u:p"));
    }
    for (String bad : List.of("socks5://host:1", "http://u:p@host:3128", "http:// x")) {
      assertThrows(InputException.class, () -> HubProxies.of(Map.of("https_proxy", bad)), bad);
    }
  }

  @Test
  void goesThroughTheProxyButForSomeHosts() {
    HubProxies proxies =
        HubProxies.of(
            Map.of(
                "HTTPS_PROXY", "http://proxy:3128",
                "http_proxy", "proxy2",
                "NO_PROXY", "localhost, .example.org,*.inner"));
    assertEquals(
        List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 3128))),
        proxies.select(URI.create("https://huggingface.co/x")));
    assertEquals(
        List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy2", 80))),
        proxies.select(URI.create("http://huggingface.co/x")));
    for (String direct : List.of("localhost", "example.org", "a.example.org", "x.inner")) {
      assertEquals(
          List.of(Proxy.NO_PROXY), proxies.select(URI.create("https://" + direct)), direct);
    }
  }

  @Test
  void parsesRepositories() {
    assertEquals("suno/bark@main", HubRepository.parse("suno/bark").toString());
    assertEquals("a/b@refs/pr/1", HubRepository.parse("a/b@refs/pr/1").toString());
    for (String bad : List.of("bark", "a/b/c", "../x", "a/..", "a/b@", "a/b@../c", "a b/c", "")) {
      assertThrows(ModelException.class, () -> HubRepository.parse(bad), bad);
    }
  }
}
