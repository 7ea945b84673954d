package org.barkdjl.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.ModelException;
import org.barkdjl.hub.LoopbackHub.Fault;
import org.barkdjl.hub.LoopbackHub.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HubClientTest {
  private static final HubRepository REPOSITORY = HubRepository.parse("owner/bark");
  private static final String TOKEN = "hf_VerySecretToken";

  @TempDir Path temp;
  private final byte[] large = new byte[300_000];
  private final byte[] small = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<String> retries = Collections.synchronizedList(new ArrayList<>());
  private LoopbackHub hub;

  @BeforeEach
  void start() throws IOException {
    new Random(7).nextBytes(large);
    hub = new LoopbackHub();
    hub.serve("owner/bark", "model.bin", large);
    hub.serve("owner/bark", "config.json", small);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void fetchesThroughTheRedirectAndKeepsTheTokenFromTheOtherHost() throws IOException {
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    assertArrayEquals(small, Files.readAllBytes(fetch("config.json")));
    for (Request request : hub.requests()) {
      if (request.content()) {
        assertNull(request.authorization(), request.path());
      } else {
        assertEquals("Bearer " + TOKEN, request.authorization());
      }
    }
    assertEquals(List.of(), parts());
  }

  @Test
  void pinsTheCommit() throws IOException {
    HubFile file = client().find(REPOSITORY, "model.bin").orElseThrow();
    assertEquals("owner/bark@" + LoopbackHub.COMMIT, file.repository().toString());
    assertEquals(large.length, file.bytes());
    assertEquals(LoopbackHub.sha256(large), file.etag());
    assertEquals(Optional.empty(), client().find(file.repository(), "no.bin"));
  }

  /** Faults that pass: the file arrives whole after some more requests. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "DROP_HALFWAY",
        "STALL_HALFWAY",
        "ANNOUNCE_MORE",
        "SEND_WRONG_BYTES",
        "SEND_TOO_MUCH",
        "STATUS_416",
        "STATUS_429_RETRY_AFTER_7",
        "STATUS_503",
        "REDIRECT_NOWHERE"
      })
  void recovers(Fault fault) throws IOException {
    hub.failWith(fault, fault);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    assertEquals(2, retries.size(), retries.toString());
    assertEquals(List.of(), parts());
  }

  /** Faults that do not pass: a sentence, and nothing under the file's name. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "ANNOUNCE_MORE",
        "SEND_WRONG_BYTES",
        "SEND_TOO_MUCH",
        "STATUS_401",
        "STATUS_403",
        "STATUS_404",
        "STATUS_416",
        "STATUS_429_RETRY_AFTER_7",
        "STATUS_429_RETRY_AFTER_A_DAY",
        "STATUS_503",
        "REDIRECT_FOREVER",
        "REDIRECT_NOWHERE"
      })
  void saysWhatIsWrongAndLeavesNothingUnderTheName(Fault fault) throws IOException {
    hub.failAlwaysWith(fault);
    ModelException e = assertThrows(ModelException.class, () -> fetch("model.bin"));
    assertTrue(e.getMessage().matches("(?s).*[a-z].*\\.( .*)?"), e.getMessage());
    assertFalse(Files.exists(temp.resolve("out/model.bin")));
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains(TOKEN));
    assertFalse(trace.toString().contains("sig=secret"));
  }

  @Test
  void resumesWhereTheLastRunStopped() throws IOException {
    hub.failAlwaysWith(Fault.STATUS_503);
    hub.failWith(Fault.DROP_HALFWAY);
    assertThrows(ModelException.class, () -> fetch("model.bin"));
    long part = Files.size(temp.resolve("out").resolve(parts().get(0)));
    assertTrue(part > 0);
    hub.failAlwaysWith(Fault.NONE);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    List<Request> requests = hub.requests();
    assertEquals("bytes=" + part + "-", requests.get(requests.size() - 1).range());
  }

  @Test
  void startsAgainIfTheServerIgnoresTheRange() throws IOException {
    hub.failWith(Fault.DROP_HALFWAY, Fault.IGNORE_RANGE);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
  }

  @Test
  void makesUpForAPartOfWrongBytes() throws IOException {
    Files.createDirectories(temp.resolve("out"));
    Path part = temp.resolve("out/model.bin." + LoopbackHub.sha256(large) + ".part");
    Files.write(part, new byte[large.length - 5]);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    Files.delete(temp.resolve("out/model.bin"));
    Files.write(part, new byte[large.length + 5]);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
  }

  @Test
  void waitsAsLongAsTheHubAsksAndLongerEachTime() throws IOException {
    hub.failWith(Fault.STATUS_429_RETRY_AFTER_7);
    fetch("model.bin");
    assertEquals(Duration.ofSeconds(7), total(pauses));
    pauses.clear();
    Files.delete(temp.resolve("out/model.bin"));
    hub.failWith(Fault.STATUS_503, Fault.STATUS_503, Fault.STATUS_503);
    fetch("model.bin");
    assertEquals(Duration.ofSeconds(1 + 2 + 4), total(pauses));
  }

  @Test
  void goesOnAsLongAsThereIsProgress() throws IOException {
    Fault[] drops = new Fault[10];
    Arrays.fill(drops, Fault.DROP_HALFWAY);
    hub.failWith(drops);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    assertEquals(10, retries.size());
  }

  @Test
  void cancellingLeavesAPartThatCanBeResumed() throws IOException {
    hub.failWith(Fault.STALL_HALFWAY);
    HubListener impatient =
        new HubListener() {
          private volatile boolean enough;

          @Override
          public void progress(HubProgress progress) {
            enough = progress.doneBytes() >= large.length / 2;
          }

          @Override
          public boolean cancelled() {
            return enough;
          }
        };
    HubClient client = client(config(false), impatient);
    assertThrows(CancelledException.class, () -> fetch(client, "model.bin"));
    assertEquals(large.length / 2, Files.size(temp.resolve("out").resolve(parts().get(0))));
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
  }

  @Test
  void fetchesManyAtOnceAndCountsThem() throws IOException {
    List<HubDownload> downloads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      hub.serve("owner/bark", "voices/" + i + ".npy", new byte[] {(byte) i, 1, 2});
      downloads.add(
          new HubDownload(
              client().small(REPOSITORY, "voices/" + i + ".npy"), temp.resolve("v/" + i)));
    }
    List<HubProgress> seen = Collections.synchronizedList(new ArrayList<>());
    HubClient client =
        client(
            config(false),
            new HubListener() {
              @Override
              public void progress(HubProgress progress) {
                seen.add(progress);
              }
            });
    List<Path> places = client.fetch(downloads);
    assertEquals(33, Files.readAllBytes(places.get(33))[0]);
    HubProgress last = seen.get(seen.size() - 1);
    assertEquals(120, last.doneBytes());
    assertEquals(120, last.totalBytes());
  }

  @Test
  void toleratesThatAnOptionalFileIsMissing() throws IOException {
    Path absent = temp.resolve("out/absent");
    client().fetch(List.of(new HubDownload(client().small(REPOSITORY, "absent"), absent, true)));
    assertFalse(Files.exists(absent));
    assertEquals(List.of(), parts());
  }

  @Test
  void oneFailureEndsAll() throws IOException {
    List<HubDownload> downloads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      downloads.add(
          new HubDownload(
              client().small(REPOSITORY, i == 3 ? "none" : "config.json"), temp.resolve("v/" + i)));
    }
    ModelException e = assertThrows(ModelException.class, () -> client().fetch(downloads));
    assertTrue(e.getMessage().contains("has no file owner/bark@main/none"), e.getMessage());
  }

  @Test
  void usesTheCacheBeforeTheNetwork() throws IOException {
    cache("model.bin", large);
    HubFile cached = client().find(REPOSITORY, "model.bin").orElseThrow();
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    assertTrue(cached.cached().isPresent());
    assertEquals(List.of(), hub.requests());
    assertArrayEquals(small, Files.readAllBytes(fetch("config.json")), "what the cache lacks");
    assertTrue(hub.requests().get(0).path().contains(LoopbackHub.COMMIT), "of the same commit");
  }

  @Test
  void doesNotTrustADamagedCache() throws IOException {
    cache("model.bin", large);
    byte[] damaged = large.clone();
    damaged[9] ^= 1;
    Files.write(
        temp.resolve("cache/models--owner--bark/blobs/" + LoopbackHub.sha256(large)), damaged);
    assertArrayEquals(large, Files.readAllBytes(fetch("model.bin")));
    assertFalse(hub.requests().isEmpty());
  }

  @Test
  void offlineAsksNoServer() throws IOException {
    HubClient offline = client(config(true), HubListener.NONE);
    ModelException e =
        assertThrows(ModelException.class, () -> offline.find(REPOSITORY, "model.bin"));
    assertTrue(e.getMessage().contains("HF_HUB_OFFLINE"), e.getMessage());
    cache("model.bin", large);
    assertArrayEquals(large, Files.readAllBytes(fetch(offline, "model.bin")));
    assertEquals(Optional.empty(), offline.find(REPOSITORY, "config.json"));
    Path voice = temp.resolve("out/voice.npy");
    HubFile unknown = HubFile.unknown(REPOSITORY, "voice.npy");
    assertEquals(List.of(voice), offline.fetch(List.of(new HubDownload(unknown, voice, true))));
    assertThrows(
        ModelException.class, () -> offline.fetch(List.of(new HubDownload(unknown, voice))));
    assertEquals(List.of(), hub.requests());
  }

  @Test
  void saysThatThereIsNoSuchRepository() {
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> client().find(HubRepository.parse("owner/other@v1"), "model.bin"));
    assertTrue(e.getMessage().contains("no repository or revision owner/other@v1"));
  }

  @Test
  void saysThatTheHubCannotBeReached() {
    hub.close();
    ModelException e =
        assertThrows(ModelException.class, () -> client().find(REPOSITORY, "model.bin"));
    assertTrue(e.getMessage().contains("cannot be reached"), e.getMessage());
    assertTrue(e.getMessage().contains("HTTPS_PROXY"), e.getMessage());
    assertEquals(Duration.ofSeconds(1 + 2 + 4 + 8), total(pauses));
  }

  private Path fetch(String path) throws IOException {
    return fetch(client(), path);
  }

  private Path fetch(HubClient client, String path) throws IOException {
    HubFile file = client.find(REPOSITORY, path).orElseThrow();
    return client.fetch(List.of(new HubDownload(file, temp.resolve("out").resolve(path)))).get(0);
  }

  private HubClient client() {
    return client(
        config(false),
        new HubListener() {
          @Override
          public void retrying(String why, Duration after) {
            retries.add(why);
          }
        });
  }

  private HubClient client(HubConfig config, HubListener listener) {
    HubRetry retry =
        new HubRetry(
            5, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMillis(500), pauses::add);
    return new HubClient(config, retry, listener);
  }

  private HubConfig config(boolean offline) {
    URI endpoint = hub.endpoint();
    return new HubConfig(
        HubConfig.Layout.HUB,
        "HF_ENDPOINT",
        endpoint,
        Optional.of(new HubToken(TOKEN)),
        offline,
        temp.resolve("cache"),
        HubProxies.NONE,
        HubTrust.JAVA);
  }

  private void cache(String path, byte[] bytes) throws IOException {
    Path repository = Files.createDirectories(temp.resolve("cache/models--owner--bark"));
    Path blob =
        Files.createDirectories(repository.resolve("blobs")).resolve(LoopbackHub.sha256(bytes));
    Files.write(blob, bytes);
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), LoopbackHub.COMMIT);
    Path snapshot =
        Files.createDirectories(repository.resolve("snapshots").resolve(LoopbackHub.COMMIT));
    Files.createSymbolicLink(
        snapshot.resolve(path), Path.of("../../blobs").resolve(blob.getFileName()));
  }

  private List<String> parts() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("out"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".part"))
          .toList();
    }
  }

  private static Duration total(List<Duration> pauses) {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
