package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barkdjl.error.ModelException;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoicePackerTest {
  private static final Path SUNO = Path.of("../../shared/voices");

  private static final String CODEC = "0123456789abcdef";

  @TempDir Path temp;
  private final List<String> leftOut = new ArrayList<>();

  @Test
  void packsBothFormsUnderTheirNames() throws IOException {
    Path source = temp.resolve("source");
    TinyVoice.saveNpy(source.resolve("speaker_embeddings"), "v2/en_speaker_6");
    TinyVoice.saveNpy(source.resolve("elsewhere"), "x");
    TinyVoice.save(source.resolve("voices/announcer.npz"));
    Files.writeString(
        source.resolve("speaker_embeddings_path.json"),
        """
        {"repo_or_path": "suno/bark",
         "v2/xx": {"semantic_prompt": "elsewhere/x_semantic_prompt.npy",
                   "coarse_prompt": "elsewhere/x_coarse_prompt.npy",
                   "fine_prompt": "elsewhere/x_fine_prompt.npy"}}
        """);
    assertEquals(
        List.of("voices/announcer.npz", "voices/v2/en_speaker_6.npz", "voices/v2/xx.npz"),
        pack(source).stream().map(PackedVoice::path).toList());
    VoiceCatalogue voices = VoiceCatalogue.open(temp.resolve("package/voices"));
    assertEquals(TinyVoice.voice("v2/xx"), voices.named("v2/xx"));
    assertEquals(List.of(), leftOut);
  }

  @Test
  void leavesADamagedVoiceOutAndSaysSo() throws IOException {
    Path source = temp.resolve("source");
    TinyVoice.saveNpy(source.resolve("speaker_embeddings"), "a");
    TinyVoice.saveNpy(source.resolve("speaker_embeddings"), "b");
    TinyVoice.saveNpy(source.resolve("speaker_embeddings"), "c");
    Files.delete(source.resolve("speaker_embeddings/a_fine_prompt.npy"));
    Path coarse = source.resolve("speaker_embeddings/b_coarse_prompt.npy");
    Files.write(coarse, Arrays.copyOf(Files.readAllBytes(coarse), 200));
    assertEquals(List.of("voices/c.npz"), pack(source).stream().map(PackedVoice::path).toList());
    assertEquals(2, leftOut.size());
    assertTrue(leftOut.get(0).startsWith("voice a: "), leftOut.get(0));
  }

  @Test
  void leavesAVoiceOfAnotherModelOut() throws IOException {
    Path voices = Files.createDirectories(temp.resolve("source/voices"));
    Voice tiny = TinyVoice.voice("tiny");
    for (String codec : List.of(CODEC, "another")) {
      new Voice("", tiny.semantic(), tiny.coarse(), tiny.fine(), Optional.of(codec))
          .save(voices.resolve(codec + ".npz"));
    }
    List<PackedVoice> packed = pack(temp.resolve("source"));
    assertEquals(List.of(CODEC), packed.stream().map(PackedVoice::name).toList());
    assertEquals(CODEC, packed.get(0).codec());
    assertEquals(List.of("voice another: it was made with another model."), leftOut);
  }

  @Test
  void refusesAListThatLeadsOutside() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    for (String path : List.of("../secret.npy", "/etc/passwd", "a/../../b", "", "c:\\\\x")) {
      Files.writeString(
          source.resolve("speaker_embeddings_path.json"),
          """
          {"v": {"semantic_prompt": "%s", "coarse_prompt": "a", "fine_prompt": "b"}}
          """
              .formatted(path));
      assertThrows(ModelException.class, () -> pack(source), path);
    }
  }

  @Test
  @Tag("slow")
  void packsSunosPresets() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(SUNO));
    Path source = Files.createDirectories(temp.resolve("source"));
    Files.createSymbolicLink(source.resolve("prompts"), SUNO.toRealPath());
    List<PackedVoice> packed = pack(source);
    assertEquals(271, packed.size() + leftOut.size());
    assertEquals(List.of(), leftOut);
    Voice original = Voice.read(SUNO.resolve("v2/ja_speaker_3.npz"));
    Voice copy = VoiceCatalogue.open(temp.resolve("package/voices")).named("v2/ja_speaker_3");
    assertTrue(Arrays.equals(original.semantic(), copy.semantic()));
    assertTrue(Arrays.deepEquals(original.fine(), copy.fine()));
  }

  private List<PackedVoice> pack(Path source) throws IOException {
    Path target = Files.createDirectories(temp.resolve("package"));
    return VoicePacker.pack(
        List.of(source),
        CODEC,
        target,
        new InstallListener() {
          @Override
          public void leftOut(String what) {
            leftOut.add(what);
          }
        });
  }
}
