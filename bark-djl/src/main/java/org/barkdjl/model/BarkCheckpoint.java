package org.barkdjl.model;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;

/**
 * A Bark as others distribute it: a folder in the Hub's layout ({@code config.json} with one file
 * of all tensors) or in Suno's ({@code text.pt}, {@code coarse.pt}, {@code fine.pt}, or the same
 * with {@code _2}, beside an EnCodec). Open until closed.
 */
final class BarkCheckpoint implements Closeable {
  private static final List<String> HUB_FILES = List.of("model.safetensors", "pytorch_model.bin");

  /** Far above any configuration. */
  private static final long MAX_CONFIG_BYTES = 1 << 20;

  record Gpt(GptConfig config, StageTensors tensors) {}

  private final List<Checkpoint> files = new ArrayList<>();
  private Gpt semantic;
  private Gpt coarse;
  private Gpt fine;
  private StageTensors codec;
  private CodecConfig codecConfig = CodecConfig.ENCODEC_24KHZ;

  private BarkCheckpoint() {}

  static BarkCheckpoint open(Path folder) throws IOException {
    BarkCheckpoint bark = new BarkCheckpoint();
    try {
      if (HUB_FILES.stream().map(folder::resolve).anyMatch(Files::isRegularFile)) {
        bark.openHub(folder);
      } else {
        bark.openSuno(folder);
      }
    } catch (IOException | RuntimeException e) {
      bark.close();
      throw e;
    }
    return bark;
  }

  Gpt semantic() {
    return semantic;
  }

  Gpt coarse() {
    return coarse;
  }

  Gpt fine() {
    return fine;
  }

  StageTensors codec() {
    return codec;
  }

  CodecConfig codecConfig() {
    return codecConfig;
  }

  @Override
  public void close() throws IOException {
    for (Checkpoint file : files) {
      file.close();
    }
  }

  private void openHub(Path folder) throws IOException {
    Path config = find(folder, List.of("config.json"));
    Map<?, ?> json = json(config);
    Checkpoint all = checkpoint(find(folder, HUB_FILES));
    semantic = hubGpt(json, "semantic_config", all, "semantic.", config);
    coarse = hubGpt(json, "coarse_acoustics_config", all, "coarse_acoustics.", config);
    fine = hubGpt(json, "fine_acoustics_config", all, "fine_acoustics.", config);
    codec = new StageTensors(all, "codec_model.");
    codecConfig = CodecConfig.of(section(json, "codec_config", config), config.toString());
  }

  private static Gpt hubGpt(
      Map<?, ?> json, String section, Checkpoint all, String prefix, Path where) {
    return new Gpt(
        GptConfig.ofHub(section(json, section, where), where + " (" + section + ")"),
        new StageTensors(all, prefix));
  }

  private static Map<?, ?> section(Map<?, ?> json, String name, Path where) {
    if (json.get(name) instanceof Map<?, ?> section) {
      return section;
    }
    throw new ModelException(where + " has no " + name + ": it is not the config.json of a Bark.");
  }

  private void openSuno(Path folder) throws IOException {
    semantic = sunoGpt(find(folder, List.of("text_2.pt", "text.pt")));
    coarse = sunoGpt(find(folder, List.of("coarse_2.pt", "coarse.pt")));
    fine = sunoGpt(find(folder, List.of("fine_2.pt", "fine.pt")));
    codec = new StageTensors(checkpoint(findCodec(folder)), "");
    Path config = folder.resolve("codec.json");
    if (Files.isRegularFile(config)) {
      codecConfig = CodecConfig.of(json(config), config.toString());
    }
  }

  private Gpt sunoGpt(Path file) throws IOException {
    Checkpoint checkpoint = checkpoint(file);
    Object modelArgs = checkpoint.metadata().get("model_args");
    return new Gpt(GptConfig.ofSuno(modelArgs, file.toString()), new StageTensors(checkpoint, ""));
  }

  private Checkpoint checkpoint(Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(file);
    files.add(checkpoint);
    return checkpoint;
  }

  private static Path find(Path folder, List<String> names) {
    return names.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    folder + " holds no " + String.join(" or ", names) + ", which a Bark needs."));
  }

  private static Path findCodec(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("(codec|encodec).*\\.(th|pt|bin|safetensors)|.*\\.th"))
          .sorted()
          .findFirst()
          .orElseThrow(
              () ->
                  new ModelException(
                      folder + " holds no codec: an EnCodec such as encodec_24khz-d7cc33bc.th."));
    }
  }

  private static Map<?, ?> json(Path file) throws IOException {
    if (Files.size(file) > MAX_CONFIG_BYTES) {
      throw new ModelException(file + " is too large to be a configuration.");
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<?, ?> json = new Gson().fromJson(reader, Map.class);
      if (json == null) {
        throw new ModelException(file + " is empty.");
      }
      return json;
    } catch (JsonParseException e) {
      throw new ModelException(file + " is not JSON: " + e.getMessage() + ".", e);
    }
  }
}
