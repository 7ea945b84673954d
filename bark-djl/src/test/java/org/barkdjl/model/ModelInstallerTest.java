package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.DiskSpace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelInstallerTest {
  @TempDir Path temp;
  private Path files;
  private ModelStore store;

  @BeforeEach
  void makeFolders() {
    files = temp.resolve("files");
    store = new ModelStore(temp.resolve("home"));
  }

  @Test
  void everyLayoutAndFormatGivesTheSameArchives() throws IOException {
    TinyBark.hubSafetensors(temp.resolve("safetensors"));
    TinyBark.hubBin(temp.resolve("bin"));
    TinyBark.hubSharded(temp.resolve("sharded"));
    TinyBark.hubWithoutCodec(temp.resolve("codec-apart"));
    TinyBark.hubCodec(temp.resolve("codec-apart/encodec_24khz"));
    TinyBark.suno(temp.resolve("small"), "");
    TinyBark.metaCodec(temp.resolve("small"));
    TinyBark.suno(temp.resolve("large"), "_2");
    TinyBark.hubCodec(temp.resolve("large"));
    TinyBark.hubWrapped(temp.resolve("module"), "module.");
    TinyBark.hubWrapped(temp.resolve("model"), "model.");
    TinyBark.hubWrapped(temp.resolve("compiled"), "_orig_mod.module.");
    List<ModelFile> expected = install("safetensors", Precision.INT8).manifest().files();
    for (String other :
        List.of("bin", "sharded", "codec-apart", "small", "large", "module", "model", "compiled")) {
      assertEquals(expected, install(other, Precision.INT8).manifest().files(), other);
    }
  }

  @Test
  void aPointerOfGitLfsIsNamedAsSuch() throws IOException {
    TinyBark.hubSafetensors(files);
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    for (String name : List.of("model.safetensors", "config.json", "voices/a.npz")) {
      Path file = files.resolve(name);
      Files.createDirectories(file.getParent());
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
      Files.writeString(file, pointer);
      if (before == null) {
        List<String> leftOut = new ArrayList<>();
        InstallListener listener =
            new InstallListener() {
              @Override
              public void leftOut(String what) {
                leftOut.add(what);
              }
            };
        new ModelInstaller(store, DiskSpace.SYSTEM)
            .install(request("m", List.of(files), false), listener);
        assertTrue(leftOut.get(0).contains("Git LFS pointer"), leftOut.toString());
      } else {
        assertRefused("Git LFS pointer", request("m", List.of(files), false));
        Files.write(file, before);
      }
    }
  }

  @Test
  void voicesWithCapitalEndingsAreTaken() throws IOException {
    TinyBark.hubSafetensors(files);
    TinyVoice.save(temp.resolve("OLD.NPZ"));
    ModelPackage model =
        new ModelInstaller(store, DiskSpace.SYSTEM)
            .install(
                request("m", List.of(files, temp.resolve("OLD.NPZ")), false), InstallListener.NONE);
    assertEquals("voices/OLD.npz", model.manifest().voices().get(0).path());
  }

  @Test
  void installsSeveralPrecisionsAtOnce() throws IOException {
    TinyBark.hubSafetensors(temp.resolve("several"));
    ModelPackage model = install("several", Precision.INT8, Precision.FP32, Precision.FP16);
    assertEquals(
        Set.of(Precision.FP32, Precision.FP16, Precision.INT8), model.manifest().precisions());
    for (Part part : List.of(Part.SEMANTIC, Part.COARSE, Part.FINE)) {
      assertEquals(Precision.FP32, model.kept(part, Precision.FP32));
      assertEquals(Precision.FP16, model.kept(part, Precision.FP16));
    }
    assertEquals(7, model.manifest().files().size());
  }

  /** So narrow a model is no faster in int8. */
  @Test
  void keepsANarrowModelInFp32ForInt8() throws IOException {
    TinyBark.hubSafetensors(temp.resolve("narrow"));
    ModelPackage model = install("narrow", Precision.INT8);
    assertEquals(Set.of(Precision.INT8), model.manifest().precisions());
    for (Part part : List.of(Part.SEMANTIC, Part.COARSE, Part.FINE)) {
      assertEquals(Precision.FP32, model.kept(part, Precision.INT8));
      assertTrue(Files.isRegularFile(model.archive(part, Precision.INT8)));
    }
    assertThrows(ModelException.class, () -> model.archive(Part.COARSE, Precision.FP16));
  }

  @Test
  void whoInstallsFp32HasNoInt8() throws IOException {
    TinyBark.hubSafetensors(temp.resolve("exact"));
    ModelPackage model = install("exact", Precision.FP32);
    ModelException e =
        assertThrows(ModelException.class, () -> model.archive(Part.SEMANTIC, Precision.INT8));
    assertTrue(e.getMessage().contains("is not installed in int8"), e.getMessage());
  }

  @Test
  void theCodecIsTheSameInEveryLayoutAndPrecision() throws IOException {
    TinyBark.hubSafetensors(temp.resolve("hub"));
    TinyBark.suno(temp.resolve("suno"), "");
    TinyBark.metaCodec(temp.resolve("suno"));
    String codec = install("hub", Precision.INT8).manifest().codec();
    assertEquals(64, codec.length());
    assertEquals(codec, install("suno", Precision.FP16).manifest().codec());
  }

  /** In Arabic, formatted numbers may have digits of their own; names of tensors have not. */
  @Test
  void installsInEveryLocale() throws IOException {
    TinyBark.hubSafetensors(temp.resolve("safetensors"));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals(4, install("safetensors", Precision.INT8).manifest().files().size());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void takesFilesByName() throws IOException {
    TinyBark.suno(files, "_2");
    TinyBark.suno(files, "");
    TinyBark.metaCodec(temp.resolve("codec"));
    List<Path> named =
        List.of(
            files.resolve("text.pt"),
            files.resolve("coarse_2.pt"),
            files.resolve("fine.pt"),
            temp.resolve("codec/encodec_24khz-d7cc33bc.th"));
    ModelPackage model = install(request("named", named, false));
    assertEquals(2, model.manifest().semantic().width());
  }

  @Test
  void filesThatAreNamedAreToldApartByTheirContent() throws IOException {
    TinyBark.suno(files, "");
    TinyBark.metaCodec(files);
    TinyBark.hubSafetensors(temp.resolve("hub"));
    List<Path> suno = new ArrayList<>();
    int number = 0;
    for (String name : List.of("fine.pt", "encodec_24khz-d7cc33bc.th", "coarse.pt", "text.pt")) {
      suno.add(Files.move(files.resolve(name), temp.resolve("download" + number++)));
    }
    suno.add(Files.writeString(temp.resolve("LICENCE"), "Do what you like."));
    List<ModelFile> expected = install(request("suno", suno, false)).manifest().files();
    Path weights = temp.resolve("hub/model.safetensors");
    weights = Files.move(weights, weights.resolveSibling("my-bark.ckpt"));
    Path config = temp.resolve("hub/config.json");
    config = Files.move(config, config.resolveSibling("sizes.json"));
    assertEquals(
        expected, install(request("hub", List.of(weights, config), false)).manifest().files());

    suno.add(Files.copy(suno.get(0), temp.resolve("again")));
    assertRefused("Several files hold the same part", request("twice", suno, false));
  }

  @Test
  void refusesToMixSizesOfOneFolder() throws IOException {
    TinyBark.suno(files, "_2");
    TinyBark.suno(files, "");
    TinyBark.metaCodec(files);
    assertRefused("both the small Bark", request("mixed", List.of(files), false));
    Files.delete(files.resolve("text_2.pt"));
    Files.delete(files.resolve("coarse.pt"));
    Files.delete(files.resolve("fine.pt"));
    assertRefused("both the small Bark", request("mixed", List.of(files), false));
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    Files.createDirectories(files);
    assertRefused("text_2.pt or text.pt", request("m", List.of(files), false));
    TinyBark.suno(files, "");
    assertRefused("holds no codec", request("m", List.of(files), false));
    TinyBark.hubWithoutCodec(files);
    assertRefused("holds no codec", request("m", List.of(files), false));
    TinyBark.hubCodec(files);
    Files.delete(files.resolve("config.json"));
    assertRefused("lacks the config.json", request("m", List.of(files), false));
    assertRefused("no file or folder", request("m", List.of(temp.resolve("nowhere")), false));
  }

  @ParameterizedTest
  @CsvSource({
    "semantic_config, block_size, the semantic GPT, 1023 positions instead of 1024",
    "semantic_config, input_vocab_size, the semantic GPT, 129599 input tokens instead of 129600",
    "semantic_config, output_vocab_size, the semantic GPT, 10000 output tokens instead of 10001",
    "coarse_acoustics_config, input_vocab_size, the coarse GPT, 12050 input tokens instead of 12051",
    "coarse_acoustics_config, output_vocab_size, the coarse GPT, 12047 output tokens instead of 12048",
    "fine_acoustics_config, block_size, the fine GPT, 1023 positions instead of 1024",
    "fine_acoustics_config, input_vocab_size, the fine GPT, 1024 input tokens instead of 1025"
  })
  void refusesGptsThatAreTooSmall(String section, String key, String stage, String sizes)
      throws IOException {
    TinyBark.hubSafetensors(files);
    Path config = files.resolve("config.json");
    JsonObject json = JsonParser.parseString(Files.readString(config)).getAsJsonObject();
    JsonObject gpt = json.getAsJsonObject(section);
    gpt.addProperty(key, gpt.get(key).getAsInt() - 1);
    Files.writeString(config, json.toString());
    InstallRequest request = request("m", List.of(files), false);
    assertRefused(stage.replaceFirst("t", "T") + " in " + files, request);
    assertRefused(sizes, request);
    assertEquals(List.of(".lock"), children(store.modelsFolder()));
  }

  @Test
  void namesAFileThatCannotBeRead() throws IOException {
    TinyBark.hubSafetensors(files);
    Files.delete(files.resolve("config.json"));
    // Not even root can read it.
    Files.createSymbolicLink(files.resolve("config.json"), Path.of("/proc/self/mem"));
    InputException e =
        assertThrows(InputException.class, () -> install(request("m", List.of(files), false)));
    assertTrue(e.getMessage().startsWith("Cannot read the checkpoint " + files), e.getMessage());
  }

  @Test
  void namesAManifestThatCannotBeRead() throws IOException {
    Path manifest = Files.createDirectory(temp.resolve("package")).resolve("model.json");
    Files.createSymbolicLink(manifest, Path.of("/proc/self/mem"));
    InputException e =
        assertThrows(InputException.class, () -> ModelPackage.open(manifest.getParent()));
    assertTrue(e.getMessage().startsWith("Cannot read the model's " + manifest), e.getMessage());
  }

  @Test
  void leavesNothingOfAnInstallationThatFails() throws IOException {
    TinyBark.hubSafetensors(files);
    Path weights = files.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length - 100));
    assertThrows(ModelException.class, () -> install(request("truncated", List.of(files), false)));
    assertEquals(List.of(".lock"), children(store.modelsFolder()));
  }

  @Test
  void keepsTheOldModelUnlessAskedToReplaceIt() throws IOException {
    TinyBark.hubSafetensors(files);
    install(request("m", List.of(files), false));
    assertRefused("is installed already", request("m", List.of(files), false));
    ModelPackage replaced =
        install(
            new InstallRequest(
                new Origin("m", "elsewhere", "MIT"), List.of(files), Set.of(Precision.FP32), true));
    assertEquals("elsewhere", replaced.manifest().source());
    assertEquals(List.of(".lock", "m"), children(store.modelsFolder()));
  }

  @Test
  void refusesNamesThatAreNoFolderNames() {
    for (String name : List.of("nano", "", "..", "a/b", "a b", ".hidden", "x".repeat(65), "c:")) {
      assertThrows(ModelException.class, () -> install(request(name, List.of(files), false)), name);
    }
  }

  @Test
  void asksTheDiskBeforeItWrites() throws IOException {
    TinyBark.hubSafetensors(files);
    DiskSpace nearlyFull = folder -> DiskSpace.RESERVE_BYTES + 1_000;
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                new ModelInstaller(store, nearlyFull)
                    .install(request("m", List.of(files), false), InstallListener.NONE));
    assertTrue(e.getMessage().contains("make room"), e.getMessage());
    assertEquals(List.of(".lock"), children(store.modelsFolder()));
  }

  @Test
  void removesWhatAKilledRunLeft() throws IOException {
    Path left = Files.createDirectories(store.modelsFolder().resolve(".staging-killed"));
    Files.writeString(left.resolve("semantic.int8.pt"), "half");
    TinyBark.hubSafetensors(files);
    install(request("m", List.of(files), false));
    assertFalse(Files.exists(left));
  }

  @Test
  void oneOfSeveralAtOnceInstallsAndTheOthersAreRefused() throws Exception {
    TinyBark.hubSafetensors(files);
    Callable<Boolean> install =
        () -> {
          try {
            install(request("m", List.of(files), false));
            return true;
          } catch (ModelException e) {
            return false;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      int installed = 0;
      for (Future<Boolean> result : threads.invokeAll(List.of(install, install, install))) {
        installed += result.get() ? 1 : 0;
      }
      assertEquals(1, installed);
    } finally {
      threads.shutdown();
    }
    assertEquals(List.of(), store.verify("m"));
  }

  @Test
  void cancellingLeavesNothing() throws IOException {
    TinyBark.hubSafetensors(files);
    InstallListener impatient =
        new InstallListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(
        CancelledException.class,
        () ->
            new ModelInstaller(store, DiskSpace.SYSTEM)
                .install(request("m", List.of(files), false), impatient));
    assertEquals(List.of(".lock"), children(store.modelsFolder()));
  }

  private ModelPackage install(String folder, Precision... precisions) throws IOException {
    return install(
        new InstallRequest(
            new Origin(folder, "test", "MIT"),
            List.of(temp.resolve(folder)),
            Set.of(precisions),
            false));
  }

  private ModelPackage install(InstallRequest request) throws IOException {
    return new ModelInstaller(store, DiskSpace.SYSTEM).install(request, InstallListener.NONE);
  }

  private void assertRefused(String part, InstallRequest request) {
    String message = assertThrows(ModelException.class, () -> install(request)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static InstallRequest request(String name, List<Path> files, boolean replace) {
    return new InstallRequest(
        new Origin(name, "test", "MIT"), files, Set.of(Precision.FP32), replace);
  }

  private static List<String> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
