package org.barkdjl.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.barkdjl.checkpoint.CodecConfig;
import org.barkdjl.checkpoint.FloatEncoder;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorData;
import org.barkdjl.checkpoint.TensorNames;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.Sha256;
import org.barkdjl.model.TinyBark;
import org.barkdjl.weights.Checkpoint;
import org.barkdjl.weights.ElementType;
import org.barkdjl.weights.SafetensorsWriter;
import org.barkdjl.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From names and numbers in a checkpoint to those in an archive. */
class BindingTest {
  @TempDir Path folder;

  @Test
  void reportsMissingExtraAndMisshapenTensorsTogether() throws IOException {
    try (Checkpoint checkpoint =
        checkpoint(Map.of("a", new float[2], "b", new float[3], "left", new float[1]))) {
      Binder binder = new Binder(new StageTensors(checkpoint, ""));
      binder.take("a", ElementType.F32, 2);
      binder.take("b", ElementType.F32, 4);
      binder.take("c", ElementType.F32, 5);
      String message = assertThrows(ModelException.class, binder::finish).getMessage();
      assertTrue(message.contains("1 missing (c)"), message);
      assertTrue(message.contains("1 unexpected (left)"), message);
      assertTrue(message.contains("b is [3] instead of [4]"), message);
      assertTrue(message.contains(checkpoint.path().toString()), message);
    }
  }

  @Test
  void givesSunosAndEncodecsNamesTheHubs() {
    Map<String, String> names =
        Map.of(
            "transformer.wte.weight", "input_embeds_layer.weight",
            "transformer.wtes.3.weight", "input_embeds_layers.3.weight",
            "transformer.h.11.attn.c_attn.weight", "layers.11.attn.att_proj.weight",
            "transformer.h.0.mlp.c_proj.bias", "layers.0.mlp.out_proj.bias",
            "transformer.ln_f.weight", "layernorm_final.weight",
            "decoder.model.3.convtr.convtr.weight_g", "decoder.layers.3.conv.weight_g",
            "decoder.model.4.block.1.conv.conv.bias", "decoder.layers.4.block.1.conv.bias",
            "quantizer.vq.layers.7._codebook.embed", "quantizer.layers.7.codebook.embed",
            "decoder.layers.0.conv.parametrizations.weight.original1",
                "decoder.layers.0.conv.weight_v",
            "lm_heads.2.weight", "lm_heads.2.weight");
    names.forEach((from, to) -> assertEquals(to, TensorNames.canonical(from)));
    names.forEach((from, to) -> assertEquals(to, TensorNames.canonical(to), "the Hub's own stay"));
  }

  @Test
  void leavesOutWhatInferenceDoesWithout() {
    for (String name :
        List.of(
            "transformer.h.3.attn.bias",
            "encoder.model.0.conv.conv.weight_g",
            "quantizer.vq.layers.0._codebook.cluster_size")) {
      assertTrue(TensorNames.isUnused(TensorNames.canonical(name)), name);
    }
    assertFalse(TensorNames.isUnused("layers.3.attn.att_proj.bias"), "a real bias stays");
  }

  @Test
  void roundsToHalf() throws IOException {
    try (Checkpoint checkpoint = checkpoint(Map.of("x", new float[] {1, -2.5f, 65_504, 0.1f}))) {
      byte[] bytes = bytes(new StageTensors(checkpoint, "").as("x", ElementType.F16));
      ByteBuffer halves = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(0x3c00, halves.getShort());
      assertEquals((short) 0xc100, halves.getShort());
      assertEquals(0x7bff, halves.getShort());
      assertEquals(0x2e66, halves.getShort());
    }
  }

  @Test
  void quantisesEachRowByItsLargestWeight() throws IOException {
    float[] rows = {1, -0.4f, 0, 0.254f, /**/ 0, 0, 0, 0, /**/ -12.7f, 0.1f, 12.68f, 6.3f};
    Path file = write(Map.of("w", rows), List.of(3L, 4L));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Int8Weight weight = new Int8Weight(new StageTensors(checkpoint, ""), "w");
      byte[] quantised = bytes(weight.quantised());
      assertArrayEquals(new byte[] {127, -51, 0, 32, 0, 0, 0, 0, -127, 1, 127, 63}, quantised);
      float[] scales = new float[3];
      ByteBuffer.wrap(bytes(weight.scales()))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(scales);
      assertArrayEquals(new float[] {1 / 127f, 1, 0.1f}, scales, 1e-7f);
    }
  }

  @Test
  void aCodecOfAnotherKindIsRefusedByName() {
    Map<String, Object> config = Map.of("use_causal_conv", false, "sampling_rate", 48_000.0);
    String message =
        assertThrows(ModelException.class, () -> CodecConfig.of(config, "here")).getMessage();
    assertTrue(message.contains("use_causal_conv = false"), message);
    assertEquals(32_000, CodecConfig.of(Map.of("sampling_rate", 32_000.0), "x").sampleRateHz());
    assertEquals(24_000, CodecConfig.of(Map.of(), "x").sampleRateHz());
    for (double rate : new double[] {0, -1, 0.5, 1e9, Double.POSITIVE_INFINITY}) {
      assertThrows(ModelException.class, () -> CodecConfig.of(Map.of("sampling_rate", rate), "x"));
    }
  }

  @Test
  void codecTensorsThatDoNotFitEachOtherAreNamed() throws IOException {
    String fourth = "quantizer.layers.3.codebook.embed";
    assertCodecRefused(
        fourth + " is [4096] instead of", info -> info.name().equals(fourth), List.of(4096L));
    assertCodecRefused(
        "quantizer.layers.0.codebook.embed is [512, 8]; Bark needs 1024",
        info -> info.name().startsWith("quantizer."),
        List.of(512L, 8L));
    for (String name :
        List.of(
            "decoder.layers.1.lstm.weight_hh_l0",
            "decoder.layers.1.lstm.weight_ih_l1",
            "decoder.layers.0.conv.weight_v",
            "decoder.layers.3.conv.weight_v")) {
      assertCodecRefused(name + " is [", info -> info.name().equals(name), List.of(-1L));
    }
  }

  /** Gives tensors of EnCodec another shape. */
  private void assertCodecRefused(String part, Predicate<TensorInfo> misshapen, List<Long> shape)
      throws IOException {
    TinyBark.hubCodec(folder);
    Path bad = folder.resolve("bad.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("model.safetensors"))) {
      CodecArchive.of(new StageTensors(checkpoint, ""));
      List<SafetensorsWriter.Entry> entries = new ArrayList<>();
      for (TensorInfo info : checkpoint.tensors().values()) {
        entries.add(
            new SafetensorsWriter.Entry(
                new TensorInfo(
                    info.name(),
                    info.type(),
                    misshapen.test(info) ? flat(shape, info) : info.shape()),
                out -> checkpoint.copyRaw(info.name(), out)));
      }
      SafetensorsWriter.write(bad, entries, Map.of());
    }
    try (Checkpoint checkpoint = Checkpoint.open(bad)) {
      StageTensors tensors = new StageTensors(checkpoint, "");
      String message =
          assertThrows(ModelException.class, () -> CodecArchive.of(tensors)).getMessage();
      assertTrue(message.contains(part), message);
    }
  }

  /** The shape, or one dimension for [-1]. */
  private static List<Long> flat(List<Long> shape, TensorInfo info) {
    return shape.equals(List.of(-1L)) ? List.of(info.elements()) : shape;
  }

  @Test
  void anArchiveOfTheSameModelHasTheSameBytes() throws IOException {
    List<String> hashes = new ArrayList<>();
    for (String name : List.of("one.pt", "two.pt")) {
      TensorData data = new TensorData(ElementType.I8, List.of(3L), out -> out.write(new byte[3]));
      Path file = folder.resolve(name);
      new TorchScriptArchive()
          .tensor("t", data)
          .program(new ProgramText(List.of()))
          .write(file, written -> {});
      hashes.add(Sha256.of(file));
    }
    assertEquals(hashes.get(0), hashes.get(1));
  }

  private Checkpoint checkpoint(Map<String, float[]> tensors) throws IOException {
    return Checkpoint.open(write(tensors, null));
  }

  /** A safetensors file of vectors, or of tensors of one shape. */
  private Path write(Map<String, float[]> tensors, List<Long> shape) throws IOException {
    Path file = folder.resolve("weights.safetensors");
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    new LinkedHashMap<>(tensors)
        .forEach(
            (name, values) ->
                entries.add(
                    new SafetensorsWriter.Entry(
                        new TensorInfo(
                            name,
                            ElementType.F32,
                            shape == null ? List.of((long) values.length) : shape),
                        out -> new FloatEncoder(ElementType.F32, out).write(values))));
    SafetensorsWriter.write(file, entries, Map.of());
    return file;
  }

  private static byte[] bytes(TensorData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    data.writer().writeTo(out);
    assertEquals(data.bytes(), out.size());
    return out.toByteArray();
  }
}
