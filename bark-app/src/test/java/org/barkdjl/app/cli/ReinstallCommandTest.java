package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelFile;
import org.barkdjl.model.Part;
import org.junit.jupiter.api.Test;

class ReinstallCommandTest {
  @Test
  void pullsAllPrecisionsFromTheSameRevision() {
    assertEquals(
        "bark models pull owner/repo@refs/pr/3 --name two --precision fp32,int8 --force",
        ReinstallCommand.of(
            manifest("two", "owner/repo@refs/pr/3", Precision.FP32, Precision.INT8),
            Path.of("/cache/models/two")));
  }

  @Test
  void importsFromFilesAgain() {
    assertEquals(
        "bark models import '/my files/bark' --name one --precision fp32 --force",
        ReinstallCommand.of(
            manifest("one", "'/my files/bark'", Precision.FP32), Path.of("/cache/models/one")));
  }

  @Test
  void aCopyOfTheEmbeddedModelIsNotMendedByRemovingTheEmbeddedOne() {
    Manifest nano = manifest("nano", "embedded bark-nano", Precision.INT8);
    assertEquals(
        "bark models remove nano",
        ReinstallCommand.of(nano, Path.of("/cache/embedded/nano-0123-int8")));
    assertEquals("copy its folder again", ReinstallCommand.of(nano, Path.of("/elsewhere/nano")));
  }

  private static Manifest manifest(String name, String source, Precision... precisions) {
    GptConfig gpt = new GptConfig(1, 1, 2, 1024, 10, 10);
    List<ModelFile> files =
        Arrays.stream(precisions)
            .map(p -> new ModelFile("semantic." + p.id() + ".pt", Part.SEMANTIC, p, 1, "0"))
            .toList();
    return new Manifest(
        Manifest.FORMAT,
        name,
        Manifest.ARCHITECTURE,
        source,
        "MIT",
        null,
        24_000,
        320,
        gpt,
        gpt,
        gpt,
        null,
        files,
        List.of(),
        null);
  }
}
