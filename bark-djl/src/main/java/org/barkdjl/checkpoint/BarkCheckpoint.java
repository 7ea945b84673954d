package org.barkdjl.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.Checkpoint;

/**
 * A Bark as others distribute it: in the Hub's layout ({@code config.json} with one file of all
 * tensors, or several with an index) or in Suno's ({@code text.pt}, {@code coarse.pt}, {@code
 * fine.pt}, or the same with {@code _2}, beside an EnCodec). Open until closed.
 */
public final class BarkCheckpoint implements Closeable {
  /** Ours: a member of {@code config.json}. */
  public static final String DEFAULT_VOICE = "default_voice";

  private static final String CODEC_PREFIX = "codec_model.";

  public record Gpt(GptConfig config, StageTensors tensors) {}

  private final List<Checkpoint> files = new ArrayList<>();
  private Gpt semantic;
  private Gpt coarse;
  private Gpt fine;
  private StageTensors codec;
  private CodecConfig codecConfig = CodecConfig.ENCODEC_24KHZ;
  private Optional<String> defaultVoice = Optional.empty();

  private BarkCheckpoint() {}

  public static BarkCheckpoint open(Path folder) throws IOException {
    return open(List.of(folder));
  }

  /**
   * Opens the Bark in folders or among files.
   *
   * @throws ModelException if files are missing, corrupt or of another architecture
   */
  public static BarkCheckpoint open(List<Path> sources) throws IOException {
    BarkFiles found = BarkFileFinder.find(sources);
    BarkCheckpoint bark = new BarkCheckpoint();
    try {
      if (found instanceof BarkFiles.Hub hub) {
        bark.openHub(hub);
      } else if (found instanceof BarkFiles.Suno suno) {
        bark.openSuno(suno);
      }
    } catch (IOException | RuntimeException e) {
      bark.close();
      throw e;
    }
    return bark;
  }

  /** Whether a tensor of a file in the Hub's layout is the codec's. */
  static boolean isCodec(String tensor) {
    return tensor.startsWith(CODEC_PREFIX);
  }

  public Gpt semantic() {
    return semantic;
  }

  public Gpt coarse() {
    return coarse;
  }

  public Gpt fine() {
    return fine;
  }

  public StageTensors codec() {
    return codec;
  }

  public CodecConfig codecConfig() {
    return codecConfig;
  }

  /** The voice that the checkpoint's {@code config.json} recommends, which may not be there. */
  public Optional<String> defaultVoice() {
    return defaultVoice;
  }

  @Override
  public void close() throws IOException {
    for (Checkpoint file : files) {
      file.close();
    }
  }

  private void openHub(BarkFiles.Hub hub) throws IOException {
    Map<?, ?> json = JsonFile.read(hub.config());
    Checkpoint all = checkpoint(hub.weights());
    semantic = hubGpt(json, "semantic_config", all, "semantic.", hub.config());
    coarse = hubGpt(json, "coarse_acoustics_config", all, "coarse_acoustics.", hub.config());
    fine = hubGpt(json, "fine_acoustics_config", all, "fine_acoustics.", hub.config());
    if (all.tensors().keySet().stream().anyMatch(BarkCheckpoint::isCodec)) {
      codec = new StageTensors(all, CODEC_PREFIX);
    } else if (hub.codec() != null) {
      codec = new StageTensors(checkpoint(hub.codec()), "");
    } else {
      throw new ModelException(
          hub.weights()
              + " holds no codec: give an EnCodec, too, such as encodec_24khz-d7cc33bc.th or the"
              + " model.safetensors of facebook/encodec_24khz.");
    }
    if (json.get(DEFAULT_VOICE) instanceof String name) {
      defaultVoice = Optional.of(name);
    }
    if (json.get("codec_config") instanceof Map<?, ?> section) {
      codecConfig = CodecConfig.of(section, hub.config().toString());
    }
  }

  private static Gpt hubGpt(
      Map<?, ?> json, String section, Checkpoint all, String prefix, Path where) {
    if (!(json.get(section) instanceof Map<?, ?> sizes)) {
      throw new ModelException(
          where + " has no " + section + ": it is not the config.json of a Bark.");
    }
    return new Gpt(
        GptConfig.ofHub(sizes, where + " (" + section + ")"), new StageTensors(all, prefix));
  }

  private void openSuno(BarkFiles.Suno suno) throws IOException {
    semantic = sunoGpt(suno.text());
    coarse = sunoGpt(suno.coarse());
    fine = sunoGpt(suno.fine());
    codec = new StageTensors(checkpoint(suno.codec()), "");
    Path config = suno.codec().resolveSibling("codec.json");
    if (Files.isRegularFile(config)) {
      codecConfig = CodecConfig.of(JsonFile.read(config), config.toString());
    }
  }

  private Gpt sunoGpt(Path file) throws IOException {
    Checkpoint checkpoint = checkpoint(file);
    Object modelArgs = checkpoint.metadata().get("model_args");
    return new Gpt(GptConfig.ofSuno(modelArgs, file.toString()), new StageTensors(checkpoint, ""));
  }

  private Checkpoint checkpoint(Path file) throws IOException {
    Checkpoint checkpoint = ShardedCheckpoint.openAny(file);
    files.add(checkpoint);
    return checkpoint;
  }
}
