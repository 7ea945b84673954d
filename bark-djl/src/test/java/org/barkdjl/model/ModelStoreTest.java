package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.FolderUse;
import org.barkdjl.io.HeldFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  @TempDir Path temp;
  private ModelStore store;
  private Path folder;

  @BeforeEach
  void installOne() throws IOException {
    store = new ModelStore(temp.resolve("home"));
    Path files = temp.resolve("files");
    TinyBark.hubSafetensors(files);
    TinyVoice.save(files.resolve("voices/en_speaker_0.npz"));
    new ModelInstaller(store, DiskSpace.SYSTEM)
        .install(
            new InstallRequest(
                new Origin("tiny", "owner/repo@main", "MIT"),
                List.of(files),
                Set.of(Precision.FP32),
                false),
            InstallListener.NONE);
    folder = store.folder("tiny");
  }

  @Test
  void verifiesEveryFile() throws IOException {
    assertEquals(List.of(), store.verify("tiny"));
    flipLastByte(folder.resolve("coarse.fp32.pt"));
    flipLastByte(folder.resolve("voices/en_speaker_0.npz"));
    Files.delete(folder.resolve("codec.fp32.pt"));
    assertEquals(
        List.of("coarse.fp32.pt", "codec.fp32.pt", "en_speaker_0.npz"),
        store.verify("tiny").stream().map(d -> d.file().getFileName().toString()).toList());
  }

  @Test
  void refusesADamagedModelAndSaysWhereItCameFrom() throws IOException {
    Files.write(folder.resolve("fine.fp32.pt"), new byte[10]);
    BrokenModelException e =
        assertThrows(BrokenModelException.class, () -> store.open("tiny", Precision.FP32));
    assertTrue(e.getMessage().contains("fine.fp32.pt"), e.getMessage());
    assertEquals("owner/repo@main", e.manifest().source());
    assertEquals(Set.of(Precision.FP32), e.precisions());
    StoredModel listed = store.list().get(1);
    assertTrue(listed.problem().isPresent());
  }

  @Test
  void refusesManifestsThatLackSomethingOrLeadOutside() throws IOException {
    Path manifest = folder.resolve("model.json");
    String good = Files.readString(manifest);
    for (String bad :
        List.of(
            "",
            "[]",
            "{}",
            "null",
            good.substring(0, good.length() / 2),
            good.replace("\"path\"", "\"road\""),
            good.replace("fine.fp32.pt", "../../files/model.safetensors"),
            good.replace("24000", "0"),
            good.replace("\"MIT\"", "\"\u00fc\""),
            "[".repeat(500_000),
            good.replace("\"FP32\"", "\"FP7\""))) {
      Files.writeString(manifest, bad, StandardCharsets.ISO_8859_1); // the umlaut is no UTF-8
      assertThrows(ModelException.class, () -> store.open("tiny", Precision.FP32), bad);
    }
  }

  @Test
  void listsWithSizesAndRemoves() throws IOException {
    List<StoredModel> models = store.list();
    assertEquals(List.of("nano", "tiny"), models.stream().map(StoredModel::name).toList());
    assertTrue(models.get(1).bytes() > 10_000);
    assertEquals("MIT", models.get(1).manifest().orElseThrow().licence());
    store.remove("tiny", InstallListener.NONE);
    assertFalse(Files.exists(folder));
    assertEquals(List.of("nano"), store.names());
    assertThrows(ModelException.class, () -> store.remove("tiny", InstallListener.NONE));
    assertThrows(ModelException.class, () -> store.remove("../home", InstallListener.NONE));
  }

  @Test
  void whoRemovesTheEmbeddedModelWaitsForWhoUnpacksIt() throws Exception {
    Path embedded = store.folder("nano");
    Path unpacked = Files.createDirectories(embedded.resolve("nano-of-an-older-version"));
    Callable<Void> remove =
        () -> {
          store.remove("nano", InstallListener.NONE);
          return null;
        };
    assertTrue(new HeldFolder(embedded).keepsOut(remove));
    assertFalse(Files.exists(unpacked));
    Files.createDirectories(unpacked);
    assertFalse(new HeldFolder(store.modelsFolder()).keepsOut(remove), "others may be installed");
    assertFalse(Files.exists(unpacked));
  }

  @Test
  void anotherVersionOfTheEmbeddedModelGoesUnlessSomeoneUsesIt() throws IOException {
    Path embedded = store.folder("nano");
    Path used = embedded.resolve("nano-00000000-00000000-fp32");
    Path unused = embedded.resolve("nano-11111111-11111111-fp32");
    Path mine = embedded.resolve("what-somebody-put-there");
    for (Path folder : List.of(used, unused)) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("model.json"), "{}");
    }
    Files.createDirectories(mine);
    assertTrue(FolderUse.begin(used));
    assertFalse(FolderUse.begin(mine.resolve("missing")));
    ModelPackage nano = store.open("nano", Precision.FP32);
    assertTrue(Files.isDirectory(used));
    assertTrue(Files.isDirectory(mine));
    assertFalse(Files.exists(unused));
    assertEquals("flite_rms", nano.manifest().defaultVoice());
    assertEquals(List.of(used, nano.folder()), new EmbeddedModel(embedded).packages());
  }

  @Test
  void saysWhichModelsThereAre() {
    ModelException e = assertThrows(ModelException.class, () -> store.open("smal", Precision.FP32));
    assertTrue(e.getMessage().contains("nano, tiny"), e.getMessage());
    assertEquals(Problem.UNKNOWN_MODEL, e.problem().orElseThrow());
  }

  private static void flipLastByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
