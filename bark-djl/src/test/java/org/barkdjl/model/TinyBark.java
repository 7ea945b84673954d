package org.barkdjl.model;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.weights.ElementType;
import org.barkdjl.weights.SafetensorsWriter;
import org.barkdjl.weights.TensorInfo;
import org.barkdjl.weights.TorchFile;
import org.barkdjl.weights.TorchFile.Tensor;

/**
 * A Bark of few megabytes, with no more than {@link GptNeeds} asks for, in every layout and format
 * that others distribute.
 */
public final class TinyBark {
  private static final int LAYERS = 2;
  private static final int WIDTH = 2;

  private static final String SEMANTIC = "semantic.";
  private static final String COARSE = "coarse_acoustics.";
  private static final String FINE = "fine_acoustics.";
  private static final String CODEC = "codec_model.";

  private TinyBark() {}

  static void hubSafetensors(Path folder) throws IOException {
    config(folder);
    safetensors(folder.resolve("model.safetensors"), all());
  }

  /** With values of its own. */
  public static void hubSafetensors(Path folder, Map<String, float[]> values) throws IOException {
    config(folder);
    Map<String, Tensor> tensors = all();
    values.forEach(
        (name, own) -> System.arraycopy(own, 0, tensors.get(name).values(), 0, own.length));
    safetensors(folder.resolve("model.safetensors"), tensors);
  }

  /** With what wrappers of a model put before the names. */
  static void hubWrapped(Path folder, String prefix) throws IOException {
    config(folder);
    safetensors(folder.resolve("model.safetensors"), renamed(all(), name -> prefix + name));
  }

  static void hubBin(Path folder) throws IOException {
    config(folder);
    TorchFile.writeStateDict(folder.resolve("pytorch_model.bin"), all());
  }

  static void hubWithoutCodec(Path folder) throws IOException {
    config(folder);
    Map<String, Tensor> tensors = all();
    tensors.keySet().removeIf(name -> name.startsWith(CODEC));
    TorchFile.writeStateDict(folder.resolve("pytorch_model.bin"), tensors);
  }

  /** Two files with an index. */
  static void hubSharded(Path folder) throws IOException {
    config(folder);
    Map<String, String> index = new TreeMap<>();
    List<Map<String, Tensor>> shards = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    all()
        .forEach(
            (name, tensor) -> {
              int shard = name.startsWith(SEMANTIC) ? 0 : 1;
              shards.get(shard).put(name, tensor);
              index.put(name, shardName(shard));
            });
    for (int i = 0; i < shards.size(); i++) {
      safetensors(folder.resolve(shardName(i)), shards.get(i));
    }
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        new Gson().toJson(Map.of("metadata", Map.of(), "weight_map", index)));
  }

  /** Suno's three files. */
  static void suno(Path folder, String suffix) throws IOException {
    Files.createDirectories(folder);
    TorchFile.writeSuno(
        folder.resolve("text" + suffix + ".pt"), args(GptNeeds.SEMANTIC), suno(part(SEMANTIC)));
    TorchFile.writeSuno(
        folder.resolve("coarse" + suffix + ".pt"), args(GptNeeds.COARSE), suno(part(COARSE)));
    TorchFile.writeSuno(
        folder.resolve("fine" + suffix + ".pt"), args(GptNeeds.FINE), suno(part(FINE)));
  }

  /** Meta's file and names. */
  static void metaCodec(Path folder) throws IOException {
    Files.createDirectories(folder);
    TorchFile.writeStateDict(
        folder.resolve("encodec_24khz-d7cc33bc.th"),
        renamed(
            part(CODEC),
            name ->
                name.replaceFirst("^decoder\\.layers\\.", "decoder.model.")
                    .replaceFirst("^(decoder\\.model\\.3\\.)conv\\.", "$1convtr.convtr.")
                    .replaceFirst("^(decoder\\.model\\.(?!3\\.)[^c]*)conv\\.", "$1conv.conv.")
                    .replaceFirst(
                        "^quantizer\\.layers\\.(\\d)\\.codebook",
                        "quantizer.vq.layers.$1._codebook")));
  }

  /** As facebook/encodec_24khz. */
  public static void hubCodec(Path folder) throws IOException {
    Files.createDirectories(folder);
    safetensors(folder.resolve("model.safetensors"), part(CODEC));
  }

  private static String shardName(int shard) {
    return "model-0000%d-of-00002.safetensors".formatted(shard + 1);
  }

  private static Map<String, Integer> args(GptNeeds needs) {
    return sizes("n_layer", "n_head", "n_embd", needs);
  }

  private static Map<String, Integer> section(GptNeeds needs) {
    return sizes("num_layers", "num_heads", "hidden_size", needs);
  }

  private static Map<String, Integer> sizes(
      String layers, String heads, String width, GptNeeds needs) {
    return Map.of(
        layers,
        LAYERS,
        heads,
        2,
        width,
        WIDTH,
        "block_size",
        TokenSpace.CONTEXT,
        "input_vocab_size",
        needs.inputs(),
        "output_vocab_size",
        needs.outputs());
  }

  private static void config(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        new Gson()
            .toJson(
                Map.of(
                    "semantic_config", section(GptNeeds.SEMANTIC),
                    "coarse_acoustics_config", section(GptNeeds.COARSE),
                    "fine_acoustics_config", section(GptNeeds.FINE),
                    "codec_config", Map.of("sampling_rate", 24_000))));
  }

  private static Map<String, Tensor> all() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String part : List.of(SEMANTIC, COARSE, FINE, CODEC)) {
      part(part).forEach((name, tensor) -> tensors.put(part + name, tensor));
    }
    return tensors;
  }

  private static Map<String, Tensor> part(String part) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    switch (part) {
      case FINE -> {
        for (int c = 0; c < TokenSpace.CODEBOOKS; c++) {
          put(tensors, part, "input_embeds_layers." + c + ".weight", GptNeeds.FINE.inputs(), WIDTH);
        }
        for (int c = 1; c < TokenSpace.CODEBOOKS; c++) {
          tensors.put(
              "lm_heads." + (c - 1) + ".weight",
              tensors.get("input_embeds_layers." + c + ".weight"));
        }
        layers(tensors, part);
      }
      case CODEC -> codec(tensors, part);
      default -> {
        GptNeeds needs = part.equals(SEMANTIC) ? GptNeeds.SEMANTIC : GptNeeds.COARSE;
        put(tensors, part, "input_embeds_layer.weight", needs.inputs(), WIDTH);
        put(tensors, part, "lm_head.weight", needs.outputs(), WIDTH);
        layers(tensors, part);
      }
    }
    return tensors;
  }

  private static void layers(Map<String, Tensor> tensors, String part) {
    put(tensors, part, "position_embeds_layer.weight", TokenSpace.CONTEXT, WIDTH);
    for (int i = 0; i < LAYERS; i++) {
      String layer = "layers." + i + ".";
      put(tensors, part, layer + "layernorm_1.weight", WIDTH);
      put(tensors, part, layer + "attn.att_proj.weight", 3 * WIDTH, WIDTH);
      put(tensors, part, layer + "attn.out_proj.weight", WIDTH, WIDTH);
      put(tensors, part, layer + "layernorm_2.weight", WIDTH);
      put(tensors, part, layer + "mlp.in_proj.weight", 4 * WIDTH, WIDTH);
      put(tensors, part, layer + "mlp.out_proj.weight", WIDTH, 4 * WIDTH);
    }
    put(tensors, part, "layernorm_final.weight", WIDTH);
  }

  private static void codec(Map<String, Tensor> tensors, String part) {
    convolution(tensors, part, "decoder.layers.0.", 8, 4, 7);
    for (int layer = 0; layer < 2; layer++) {
      put(tensors, part, "decoder.layers.1.lstm.weight_ih_l" + layer, 32, 8);
      put(tensors, part, "decoder.layers.1.lstm.weight_hh_l" + layer, 32, 8);
      put(tensors, part, "decoder.layers.1.lstm.bias_ih_l" + layer, 32);
      put(tensors, part, "decoder.layers.1.lstm.bias_hh_l" + layer, 32);
    }
    convolution(tensors, part, "decoder.layers.3.", 8, 4, 4);
    convolution(tensors, part, "decoder.layers.4.block.1.", 2, 4, 3);
    convolution(tensors, part, "decoder.layers.4.block.3.", 4, 2, 1);
    convolution(tensors, part, "decoder.layers.4.shortcut.", 4, 4, 1);
    convolution(tensors, part, "decoder.layers.6.", 1, 4, 7);
    for (int c = 0; c < TokenSpace.CODEBOOKS; c++) {
      put(tensors, part, "quantizer.layers." + c + ".codebook.embed", TokenSpace.ENTRIES, 4);
    }
  }

  private static void convolution(
      Map<String, Tensor> tensors, String part, String layer, int first, int second, int kernel) {
    put(tensors, part, layer + "conv.weight_g", first, 1, 1);
    put(tensors, part, layer + "conv.weight_v", first, second, kernel);
    put(tensors, part, layer + "conv.bias", layer.equals("decoder.layers.3.") ? second : first);
  }

  private static void put(Map<String, Tensor> tensors, String part, String name, long... shape) {
    List<Long> sizes = new ArrayList<>();
    int elements = 1;
    for (long size : shape) {
      sizes.add(size);
      elements *= (int) size;
    }
    Random random = new Random((part + name).hashCode());
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    tensors.put(name, new Tensor(sizes, values));
  }

  private static Map<String, Tensor> suno(Map<String, Tensor> hub) {
    return renamed(
        hub,
        name ->
            "module._orig_mod."
                + name.replaceFirst("^input_embeds_layer\\.", "transformer.wte.")
                    .replaceFirst("^input_embeds_layers\\.", "transformer.wtes.")
                    .replaceFirst("^position_embeds_layer\\.", "transformer.wpe.")
                    .replaceFirst("^layernorm_final\\.", "transformer.ln_f.")
                    .replaceFirst("^layers\\.(\\d+)\\.layernorm_", "transformer.h.$1.ln_")
                    .replaceFirst("^layers\\.", "transformer.h.")
                    .replace("att_proj", "c_attn")
                    .replace("attn.out_proj", "attn.c_proj")
                    .replace("mlp.in_proj", "mlp.c_fc")
                    .replace("mlp.out_proj", "mlp.c_proj"));
  }

  private static Map<String, Tensor> renamed(
      Map<String, Tensor> tensors, UnaryOperator<String> rename) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(rename.apply(name), tensor));
    return renamed;
  }

  private static void safetensors(Path file, Map<String, Tensor> tensors) throws IOException {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            entries.add(
                new SafetensorsWriter.Entry(
                    new TensorInfo(name, ElementType.F32, tensor.shape()),
                    out -> out.write(bytes(tensor.values())))));
    SafetensorsWriter.write(file, entries, Map.of());
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
