package org.barkdjl.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose certificate nobody has signed, as a proxy shows its own. */
class HubTrustTest {
  private static final char[] PASSWORD = "password".toCharArray();
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir static Path keysFolder;
  private static HttpsServer server;
  private static Path certificate;

  @TempDir Path folder;
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Path keys = keysFolder.resolve("keys.p12");
    certificate = keysFolder.resolve("proxy.pem");
    keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=proxy", "-ext", "san=ip:127.0.0.1");
    keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(keys)) {
      store.load(content, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : CONTENT.length);
          exchange.getResponseBody().write(head ? new byte[0] : CONTENT);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"})
  void itIsTrustedWhereAFileNamesIt(String variable) throws IOException {
    String bundle = "# a list, as systems have it\n\n" + Files.readString(certificate);
    Path file = Files.writeString(folder.resolve("bundle.pem"), bundle + bundle);

    assertArrayEquals(CONTENT, fetch(Map.of(variable, file.toString())));
  }

  @Test
  void elseItIsRefusedAtOnce() {
    ModelException e = assertThrows(ModelException.class, () -> fetch(Map.of()));

    assertTrue(
        e.getMessage().contains("127.0.0.1 shows a certificate that is not trusted"),
        e::getMessage);
    assertTrue(e.getMessage().contains("SSL_CERT_FILE"), e::getMessage);
    assertEquals(List.of(), pauses);
  }

  @Test
  void aFileThatNamesNoneIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path other = Files.write(folder.resolve("other"), new byte[] {0x30, 0x7f, 1, 2, 3});
    for (Path file : List.of(empty, other, folder, folder.resolve("missing"))) {
      InputException e =
          assertThrows(
              InputException.class, () -> HubTrust.of(Map.of("SSL_CERT_FILE", file.toString())));
      assertTrue(e.getMessage().startsWith("SSL_CERT_FILE, " + file), e::getMessage);
    }
  }

  private byte[] fetch(Map<String, String> environment) throws IOException {
    String address = "https://127.0.0.1:" + server.getAddress().getPort();
    HubRetry retry =
        new HubRetry(
            3, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(5), pauses::add);
    HubClient client =
        new HubClient(
            HubConfig.maven("--repository", address, environment), retry, HubListener.NONE);
    HubFile file = client.find(HubRepository.parse("a/b@1"), "b.jar").orElseThrow();
    return Files.readAllBytes(
        client.fetch(List.of(new HubDownload(file, folder.resolve("fetched")))).get(0));
  }

  private static void keytool(Path keys, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(Arrays.asList(words));
    command.addAll(
        List.of(
            "-keystore", keys.toString(), "-storepass", new String(PASSWORD), "-alias", "proxy"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
    assertEquals(0, process.exitValue(), said);
  }
}
