package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.Nano;
import org.barkdjl.checkpoint.NotFiniteScan;
import org.barkdjl.decode.Sampling;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.torchscript.OlderArchives;
import org.barkdjl.weights.ElementType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights that are NaN or infinite, and what they would compute. */
class NotFiniteTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "FP16", "INT8"})
  void allSuchTensorsAreNamedAndNothingIsInstalled(Precision precision) throws IOException {
    Path files = temp.resolve("files");
    TinyBark.hubSafetensors(
        files,
        Map.of(
            "semantic.lm_head.weight", new float[] {0, Float.NaN},
            "coarse_acoustics.layers.1.mlp.in_proj.weight", new float[] {Float.NEGATIVE_INFINITY},
            "fine_acoustics.position_embeds_layer.weight", new float[] {Float.POSITIVE_INFINITY},
            "codec_model.decoder.layers.0.conv.bias", new float[] {Float.NaN}));
    ModelException e = assertThrows(ModelException.class, () -> install(files, precision));
    for (String name : List.of("lm_head", "1.mlp.in_proj", "position_embeds", "0.conv.bias")) {
      assertTrue(e.getMessage().contains(name), e.getMessage());
    }
    assertFalse(e.getMessage().contains("layernorm"), e.getMessage());
    assertFalse(Files.exists(temp.resolve("models/m")));
  }

  @Test
  void aNumberTooLargeForHalfPrecisionIsNamed() throws IOException {
    Path files = temp.resolve("files");
    TinyBark.hubSafetensors(files, Map.of("semantic.lm_head.weight", new float[] {1e5f}));
    ModelException e = assertThrows(ModelException.class, () -> install(files, Precision.FP16));
    assertTrue(
        e.getMessage().contains("semantic.lm_head.weight (too large for F16)"), e.getMessage());
    install(files, Precision.FP32);
  }

  @Test
  void whatWasInstalledIsFoundByVerifying() throws IOException {
    Path files = temp.resolve("files");
    TinyBark.hubSafetensors(files);
    install(files, Precision.FP32);
    ModelStore store = new ModelStore(temp);
    OlderArchives.poison(store.folder("m"), "coarse.fp32.pt", 1);
    List<Damage> damages = store.verify("m");
    assertEquals(1, damages.size());
    assertEquals("there is NaN or infinity in head", damages.get(0).problem());
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({
    "semantic.fp32.pt,1,0.7", // its head
    "semantic.fp32.pt,1,0",
    "coarse.fp32.pt,3,0.7",
    "fine.fp32.pt,4,0.5", // a head
    "fine.fp32.pt,4,0",
    "codec.fp32.pt,9,0.5"
  })
  void nothingIsSaidWithThem(String archive, int tensor, double temperature) throws IOException {
    Path folder = temp.resolve("copy");
    Nano.copy(Precision.FP32, folder, "copy");
    OlderArchives.poison(folder, archive, tensor);
    BarkOptions options =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.FP32);
    SemanticOptions shortly =
        SemanticOptions.DEFAULT
            .withSampling(Sampling.DEFAULT.withTemperature(temperature))
            .withMaxDuration(Optional.of(Duration.ofMillis(500)));
    BarkRequest request = BarkRequest.of("Good morning.").withSeed(1).withSemantic(shortly);
    request = request.withFine(new FineOptions(temperature));
    BarkRequest asked = request;
    try (Bark bark = Bark.open(ModelPackage.open(folder), options)) {
      ModelException e = assertThrows(ModelException.class, () -> bark.generate(asked));
      assertEquals(Problem.NOT_FINITE, e.problem().orElseThrow(), e.getMessage());
      assertTrue(e.getMessage().contains(archive), e.getMessage());
    }
  }

  @Test
  void elementsAreFoundWhereverTheBlocksDivideThem() throws IOException {
    ByteBuffer floats = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    floats.putFloat(16, Float.MAX_VALUE).putFloat(20, -1e-40f);
    for (int block = 1; block < 13; block++) {
      assertFalse(finds(ElementType.F32, floats.array(), block));
    }
    floats.putFloat(24, Float.NEGATIVE_INFINITY);
    for (int block = 1; block < 13; block++) {
      assertTrue(finds(ElementType.F32, floats.array(), block));
    }
    assertTrue(finds(ElementType.F16, new byte[] {0, 0, 1, 0x7c}, 4));
    assertFalse(finds(ElementType.F16, new byte[] {0, 0, -1, 0x7b}, 3));
    assertTrue(
        finds(
            ElementType.F64,
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(Double.NaN).array(),
            8));
    assertFalse(finds(ElementType.I8, new byte[] {-1, -1, 127, 127}, 4));
  }

  private static boolean finds(ElementType type, byte[] bytes, int block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NotFiniteScan scan = new NotFiniteScan(type, out);
    for (int i = 0; i < bytes.length; i += block) {
      scan.write(bytes, i, Math.min(block, bytes.length - i));
    }
    assertEquals(bytes.length, out.size());
    return scan.found();
  }

  private void install(Path files, Precision precision) throws IOException {
    new ModelInstaller(new ModelStore(temp), DiskSpace.SYSTEM)
        .install(
            new InstallRequest(
                new Origin("m", "owner/repo@main", "MIT"), List.of(files), Set.of(precision), true),
            InstallListener.NONE);
  }
}
