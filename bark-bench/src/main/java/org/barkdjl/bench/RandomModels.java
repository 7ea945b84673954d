package org.barkdjl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.StagingFolder;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.weights.SafetensorsWriter;

/**
 * Barks of real sizes with made-up weights, which compute as fast as real ones. They are assembled
 * like any other, kept in a folder, and made again when they are damaged or this version's programs
 * are others. Any number of processes may open them at once: one makes what is not there, for which
 * others wait.
 *
 * @param folder where they lie; made when it is first needed
 */
public record RandomModels(Path folder) {
  static final String CODEC_PREFIX = "codec_model.";

  /**
   * Opens the model of that size in each precision, and makes what is not there.
   *
   * @param precisions definite ones
   */
  public List<ModelPackage> open(RandomSize size, List<Precision> precisions) throws IOException {
    return FolderLock.hold(
        folder,
        () -> {},
        () -> {
          makeAbsent(size, precisions);
          List<ModelPackage> models = new ArrayList<>();
          for (Precision precision : precisions) {
            models.add(ModelPackage.open(packageOf(size, precision)));
          }
          return models;
        });
  }

  private void makeAbsent(RandomSize size, List<Precision> precisions) throws IOException {
    StagingFolder.removeLeftovers(folder);
    List<Precision> absent = new ArrayList<>();
    for (Precision precision : precisions) {
      if (!isCurrent(packageOf(size, precision))) {
        absent.add(precision);
      }
    }
    if (!absent.isEmpty()) {
      make(size, absent);
    }
  }

  private Path packageOf(RandomSize size, Precision precision) {
    return folder.resolve("random-" + size.name() + "-" + precision.id());
  }

  private void make(RandomSize size, List<Precision> precisions) throws IOException {
    try (StagingFolder checkpoint = StagingFolder.in(folder)) {
      writeCheckpoint(size, checkpoint.path());
      for (Precision precision : precisions) {
        Path target = packageOf(size, precision);
        if (Files.exists(target)) {
          StagingFolder.discard(target);
        }
        ModelStore.assemble(checkpoint.path(), target, "random-" + size.name(), precision);
      }
    }
    StagingFolder.removeLeftovers(folder);
  }

  /** A Bark in the Hub's layout. */
  private static void writeCheckpoint(RandomSize size, Path checkpoint) throws IOException {
    List<SafetensorsWriter.Entry> entries = new ArrayList<>();
    JsonObject config = new JsonObject();
    for (RandomGpt gpt : RandomGpt.all(size)) {
      config.add(gpt.section(), gpt.config());
      gpt.tensors().forEach((name, shape) -> entries.add(RandomTensor.entry(name, shape)));
    }
    config.add("codec_config", new JsonObject());
    EncodecSizes.tensors()
        .forEach((name, shape) -> entries.add(RandomTensor.entry(CODEC_PREFIX + name, shape)));
    SafetensorsWriter.write(checkpoint.resolve("model.safetensors"), entries, Map.of());
    Files.writeString(checkpoint.resolve("config.json"), config.toString(), UTF_8);
  }

  /** A damaged one is not. */
  private static boolean isCurrent(Path target) throws IOException {
    try {
      return Files.isDirectory(target) && ModelPackage.open(target).isCurrent();
    } catch (ModelException e) {
      return false;
    }
  }
}
