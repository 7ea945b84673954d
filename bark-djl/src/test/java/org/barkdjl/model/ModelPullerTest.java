package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.barkdjl.device.Precision;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubConfig;
import org.barkdjl.hub.HubListener;
import org.barkdjl.hub.HubProxies;
import org.barkdjl.hub.HubRetry;
import org.barkdjl.hub.HubTrust;
import org.barkdjl.hub.LoopbackHub;
import org.barkdjl.hub.LoopbackHub.Fault;
import org.barkdjl.hub.LoopbackHub.Request;
import org.barkdjl.io.DiskSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelPullerTest {
  private static final String REPOSITORY = "suno/bark-small";

  @TempDir Path temp;
  private final List<String> leftOut = new ArrayList<>();
  private LoopbackHub hub;
  private ModelStore store;
  private List<ModelFile> expected;

  @BeforeEach
  void start() throws IOException {
    hub = new LoopbackHub();
    store = new ModelStore(temp.resolve("home"));
    Path bark = temp.resolve("bark");
    TinyBark.hubSafetensors(bark);
    expected =
        ModelStore.assemble(bark, temp.resolve("expected"), "x", Precision.FP32).manifest().files();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void pullsSafetensorsBeforePickles() throws IOException {
    TinyBark.hubBin(temp.resolve("bark"));
    serve("bark");
    ModelPackage model = pull();
    assertEquals(expected, model.manifest().files());
    assertEquals(REPOSITORY + "@" + LoopbackHub.COMMIT, model.manifest().source());
    assertTrue(model.manifest().licence().startsWith("MIT (Suno"));
    assertFalse(requested("pytorch_model.bin"));
    assertEquals(List.of(".lock"), downloaded(), "the download is deleted");
  }

  @Test
  @Tag("slow")
  void pullsEveryOtherLayoutAndFormat() throws IOException {
    TinyBark.hubSharded(temp.resolve("sharded"));
    TinyBark.hubBin(temp.resolve("bin"));
    TinyBark.hubWithoutCodec(temp.resolve("apart"));
    TinyBark.suno(temp.resolve("suno"), "_2");
    TinyBark.suno(temp.resolve("suno-small"), "");
    TinyBark.hubCodec(temp.resolve("codec"));
    for (String folder : List.of("sharded", "bin", "apart", "suno", "suno-small")) {
      try (LoopbackHub other = new LoopbackHub()) {
        other.serve(REPOSITORY, temp.resolve(folder));
        other.serve("facebook/encodec_24khz", temp.resolve("codec"));
        ModelPackage model = puller(other, DiskSpace.SYSTEM).pull(request(folder));
        assertEquals(expected, model.manifest().files(), folder);
      }
    }
  }

  @Test
  void bringsTheVoices() throws IOException {
    Path bark = temp.resolve("bark");
    TinyVoice.saveNpy(bark.resolve("speaker_embeddings"), "v2/en_speaker_6");
    TinyVoice.saveNpy(bark.resolve("speaker_embeddings"), "de_speaker_0");
    Files.delete(bark.resolve("speaker_embeddings/de_speaker_0_fine_prompt.npy"));
    Files.writeString(
        bark.resolve("speaker_embeddings_path.json"),
        "{\"repo_or_path\": \"suno/bark\", %s, %s}"
            .formatted(listed("v2/en_speaker_6"), listed("de_speaker_0")));
    serve("bark");
    ModelPackage model = pull();
    assertEquals(
        List.of("voices/v2/en_speaker_6.npz"),
        model.manifest().voices().stream().map(PackedVoice::path).toList());
    assertEquals(1, leftOut.size(), leftOut.toString());
    assertEquals(List.of(), store.verify("m"));
  }

  @ParameterizedTest
  @Tag("slow")
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "NONE",
        "STATUS_401",
        "STATUS_403",
        "STATUS_404",
        "STATUS_429_RETRY_AFTER_A_DAY",
        "REDIRECT_FOREVER"
      })
  void installsInSpiteOfAFaultThatPasses(Fault fault) throws IOException {
    serve("bark");
    hub.failWith(fault, Fault.NONE, fault);
    assertEquals(expected, pull().manifest().files());
    assertEquals(List.of(), store.verify("m"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "IGNORE_RANGE", "DROP_HALFWAY", "STALL_HALFWAY"})
  void installsNothingIfTheFaultStaysAndAllOnceItIsGone(Fault fault) throws IOException {
    serve("bark");
    hub.failAlwaysWith(fault);
    assertThrows(ModelException.class, this::pull);
    assertEquals(List.of("nano"), store.names());
    hub.failAlwaysWith(Fault.NONE);
    assertEquals(expected, pull().manifest().files());
  }

  @Test
  void goesOnWhereAKilledRunStopped() throws IOException {
    serve("bark");
    hub.failAlwaysWith(Fault.STATUS_503);
    hub.failWith(Fault.NONE, Fault.DROP_HALFWAY);
    assertThrows(ModelException.class, this::pull);
    hub.failAlwaysWith(Fault.NONE);
    pull();
    assertTrue(hub.requests().stream().anyMatch(request -> request.range() != null));
  }

  @Test
  void keepsTheDownloadIfAsked() throws IOException {
    serve("bark");
    puller(hub, DiskSpace.SYSTEM)
        .pull(
            new PullRequest(
                PullRequest.repository("small"), "m", Set.of(Precision.INT8), true, false));
    int before = hub.requests().size();
    puller(hub, DiskSpace.SYSTEM).pull(request("other"));
    assertTrue(
        hub.requests().subList(before, hub.requests().size()).stream().noneMatch(Request::content),
        "the second time nothing large is downloaded");
  }

  @Test
  void usesTheCacheOfOtherProgramsAndLeavesItAsItIs() throws IOException {
    Path cached = temp.resolve("cache/models--suno--bark-small");
    Path blobs = Files.createDirectories(cached.resolve("blobs"));
    Path snapshot =
        Files.createDirectories(cached.resolve("snapshots").resolve(LoopbackHub.COMMIT));
    Files.createDirectories(cached.resolve("refs"));
    Files.writeString(cached.resolve("refs/main"), LoopbackHub.COMMIT);
    for (String name : List.of("config.json", "model.safetensors")) {
      byte[] bytes = Files.readAllBytes(temp.resolve("bark").resolve(name));
      Path blob = Files.write(blobs.resolve(LoopbackHub.sha256(bytes)), bytes);
      Files.createSymbolicLink(
          snapshot.resolve(name), Path.of("../../blobs").resolve(blob.getFileName()));
    }
    hub.serve(REPOSITORY, "README.md", new byte[0]);
    assertEquals(expected, pull().manifest().files());
    assertTrue(hub.requests().stream().noneMatch(Request::content));
    assertTrue(Files.size(snapshot.resolve("model.safetensors")) > 0);
    assertEquals(List.of(".lock"), downloaded());
  }

  @Test
  void refusesANameThatIsTakenBeforeItAsksTheHub() throws IOException {
    serve("bark");
    pull();
    int before = hub.requests().size();
    ModelException e = assertThrows(ModelException.class, this::pull);
    assertEquals(Problem.MODEL_NAME_TAKEN, e.problem().orElseThrow());
    assertEquals(before, hub.requests().size());
  }

  @Test
  @Tag("slow")
  void asksTheDiskBeforeItDownloads() throws IOException {
    serve("bark");
    IOException e =
        assertThrows(
            IOException.class,
            () -> puller(hub, folder -> DiskSpace.RESERVE_BYTES + 10_000).pull(request("m")));
    assertTrue(e.getMessage().contains("make room"), e.getMessage());
    assertTrue(hub.requests().stream().noneMatch(Request::content));
  }

  @Test
  void refusesRepositoriesOfOtherModels() throws IOException {
    hub.serve(REPOSITORY, "config.json", new byte[] {'{', '}'});
    BarkException e = assertThrows(ModelException.class, this::pull);
    assertTrue(e.getMessage().contains("holds no Bark"), e.getMessage());
  }

  @Test
  void knowsSunosModelsByName() {
    assertEquals("suno/bark-small@main", PullRequest.repository("small").toString());
    assertEquals("suno/bark@main", PullRequest.repository("large").toString());
    assertEquals("a/b@v1", PullRequest.repository("a/b@v1").toString());
    assertEquals("b", PullRequest.defaultName("a/b@v1"));
    assertEquals("small", PullRequest.defaultName("small"));
  }

  private ModelPackage pull() throws IOException {
    return puller(hub, DiskSpace.SYSTEM).pull(request("m"));
  }

  private PullRequest request(String name) {
    return new PullRequest(
        PullRequest.repository("small"), name, Set.of(Precision.FP32), false, false);
  }

  private ModelPuller puller(LoopbackHub server, DiskSpace disk) {
    HubConfig config =
        new HubConfig(
            HubConfig.Layout.HUB,
            "HF_ENDPOINT",
            server.endpoint(),
            Optional.empty(),
            false,
            temp.resolve("cache"),
            HubProxies.NONE,
            HubTrust.JAVA);
    HubRetry retry =
        new HubRetry(
            4, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMillis(500), time -> {});
    return new ModelPuller(
        store,
        new HubClient(config, retry, HubListener.NONE),
        disk,
        new InstallListener() {
          @Override
          public void leftOut(String what) {
            leftOut.add(what);
          }
        });
  }

  private void serve(String folder) throws IOException {
    hub.serve(REPOSITORY, temp.resolve(folder));
  }

  private boolean requested(String file) {
    return hub.requests().stream().anyMatch(request -> request.path().endsWith(file));
  }

  private List<String> downloaded() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("home/downloads/suno--bark-small"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String listed(String voice) {
    String stem = "speaker_embeddings/" + voice;
    return """
    "%s": {"semantic_prompt": "%s_semantic_prompt.npy",
           "coarse_prompt": "%s_coarse_prompt.npy", "fine_prompt": "%s_fine_prompt.npy"}
    """
        .formatted(voice, stem, stem, stem);
  }
}
