package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barkdjl.error.InputException;
import org.barkdjl.io.Sha256;
import org.barkdjl.voice.Voice;

/** Brings voices into a package, one compact {@code .npz} each. */
final class VoicePacker {
  private VoicePacker() {}

  /**
   * Packs every voice that is found beside a checkpoint. A damaged one is left out, and the
   * listener told: the model is of use without it.
   */
  static List<PackedVoice> pack(List<Path> sources, Path packageFolder, InstallListener listener)
      throws IOException {
    List<PackedVoice> packed = new ArrayList<>();
    for (Map.Entry<String, VoiceSource> voice : VoiceSources.find(sources).entrySet()) {
      String path = ModelPackage.VOICES + "/" + voice.getKey() + Voice.SUFFIX;
      Path file = packageFolder.resolve(path);
      Files.createDirectories(file.getParent());
      try {
        voice.getValue().pack(file);
        packed.add(new PackedVoice(path, Files.size(file), Sha256.of(file)));
      } catch (InputException e) {
        Files.deleteIfExists(file);
        listener.leftOut("voice " + voice.getKey() + ": " + e.getMessage());
      }
    }
    return packed;
  }
}
