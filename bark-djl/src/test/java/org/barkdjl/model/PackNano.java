package org.barkdjl.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.barkdjl.checkpoint.BarkCheckpoint;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.Sha256;
import org.barkdjl.torchscript.CodecArchive;
import org.barkdjl.voice.Voice;
import org.barkdjl.weights.SafetensorsWriter;
import org.barkdjl.weights.TensorInfo;

/**
 * Packs a folder in the layout of bark-nano's training output (Suno's checkpoints, {@code
 * codec.json}, {@code voices/}) into the zip that the models module embeds: a Bark in the Hub's
 * layout, element types as they are, without what the decoder does not use. Run by {@code
 * models/pack-nano}.
 */
final class PackNano {
  /** The voices by what they were made from, so that nobody takes them for Suno's presets. */
  private static final Map<String, String> VOICES =
      Map.of(
          "en_speaker_0", "flite_rms",
          "en_speaker_1", "flite_slt",
          "en_speaker_2", "flite_awb");

  /** The one that is understood best. */
  private static final String DEFAULT_VOICE = "flite_rms";

  /** Tables of the fine GPT that are stored again as heads, and codebooks Bark does not use. */
  private static final Predicate<String> REDUNDANT =
      Pattern.compile(
              "^fine_acoustics\\.input_embeds_layers\\.[1-9]\\.|"
                  + "^codec_model\\.quantizer\\.layers\\.([89]|\\d\\d)\\.")
          .asPredicate();

  private PackNano() {}

  /** Arguments: the folder to pack, and the zip to write; its sha256 is written beside it. */
  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path zip = Path.of(arguments[1]);
    Path work = Files.createTempDirectory("pack-nano");
    Path weights = work.resolve("model.safetensors");
    try (BarkCheckpoint bark = BarkCheckpoint.open(source)) {
      SafetensorsWriter.write(weights, tensors(bark), Map.of("format", "pt"));
      String config = config(bark, source);
      AtomicFile.write(
          zip,
          out -> {
            ZipOutputStream target = new ZipOutputStream(out);
            target.setLevel(Deflater.BEST_COMPRESSION);
            add(target, "config.json", config.getBytes(UTF_8));
            add(target, "model.safetensors", Files.readAllBytes(weights));
            for (String name : VOICES.keySet().stream().sorted().toList()) {
              Path voice = work.resolve(VOICES.get(name) + ".npz");
              Voice said = Voice.read(source.resolve("voices").resolve(name + ".npz"));
              new Voice(
                      VOICES.get(name),
                      said.semantic(),
                      said.coarse(),
                      said.fine(),
                      Optional.of(CodecArchive.identity(bark.codec())))
                  .save(voice);
              add(target, "voices/" + voice.getFileName(), Files.readAllBytes(voice));
            }
            target.finish();
          });
    }
    Files.writeString(Path.of(zip + ".sha256"), Sha256.of(zip) + "\n");
  }

  private static List<SafetensorsWriter.Entry> tensors(BarkCheckpoint bark) {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    add(entries, "semantic.", bark.semantic().tensors());
    add(entries, "coarse_acoustics.", bark.coarse().tensors());
    add(entries, "fine_acoustics.", bark.fine().tensors());
    add(entries, "codec_model.", bark.codec());
    return entries;
  }

  private static void add(
      List<SafetensorsWriter.Entry> entries, String prefix, StageTensors tensors) {
    for (String name : tensors.names()) {
      if (!REDUNDANT.test(prefix + name)) {
        TensorInfo info = tensors.info(name);
        entries.add(
            new SafetensorsWriter.Entry(
                new TensorInfo(prefix + name, info.type(), info.shape()),
                tensors.as(name, info.type()).writer()::writeTo));
      }
    }
  }

  private static String config(BarkCheckpoint bark, Path source) throws IOException {
    JsonObject config = new JsonObject();
    config.addProperty("model_type", "bark");
    config.addProperty(BarkCheckpoint.DEFAULT_VOICE, DEFAULT_VOICE);
    config.add("semantic_config", gpt(bark.semantic().config()));
    config.add("coarse_acoustics_config", gpt(bark.coarse().config()));
    config.add("fine_acoustics_config", gpt(bark.fine().config()));
    config.add(
        "codec_config", JsonParser.parseString(Files.readString(source.resolve("codec.json"))));
    return new GsonBuilder().setPrettyPrinting().create().toJson(config) + "\n";
  }

  private static JsonObject gpt(GptConfig gpt) {
    JsonObject json = new JsonObject();
    json.addProperty("num_layers", gpt.layers());
    json.addProperty("num_heads", gpt.heads());
    json.addProperty("hidden_size", gpt.width());
    json.addProperty("block_size", gpt.context());
    json.addProperty("input_vocab_size", gpt.inputVocabulary());
    json.addProperty("output_vocab_size", gpt.outputVocabulary());
    return json;
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
