package org.barkdjl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.model.InstallListener;
import org.barkdjl.model.InstallRequest;
import org.barkdjl.model.ModelInstaller;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.model.Origin;
import org.barkdjl.model.TinyBark;
import org.barkdjl.semantic.SemanticOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model whose codec gives one level, whatever the codes: that of its last bias. */
@Tag("slow")
class SoundWarningTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0, The audio is silent from beginning to end.",
        "0.5, none",
        "-2, '100.0 % of the samples are louder than full scale, the first at 0.00 s: they are"
            + " clipped where the file''s format has an end there.'"
      })
  void soundThatCannotBeSpeechIsToldOf(float level, String expected) throws IOException {
    TinyBark.hubSafetensors(
        temp.resolve("files"),
        Map.of(
            "codec_model.decoder.layers.6.conv.weight_g", new float[] {0},
            "codec_model.decoder.layers.6.conv.bias", new float[] {level}));
    ModelPackage model =
        new ModelInstaller(new ModelStore(temp), DiskSpace.SYSTEM)
            .install(
                new InstallRequest(
                    new Origin("m", "owner/repo@main", "MIT"),
                    List.of(temp.resolve("files")),
                    Set.of(Precision.FP32),
                    true),
                InstallListener.NONE);
    SemanticOptions shortly =
        SemanticOptions.DEFAULT
            .withAllowEnd(false)
            .withMaxDuration(Optional.of(Duration.ofMillis(300)));
    BarkOptions options =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.FP32);
    try (Bark bark = Bark.open(model, options)) {
      BarkResult result =
          bark.generate(BarkRequest.of("Good morning.").withSeed(1).withSemantic(shortly));
      assertEquals(
          Optional.ofNullable(expected).stream().toList(),
          result.warnings().stream().filter(warning -> !warning.contains("maximum")).toList());
    }
  }
}
