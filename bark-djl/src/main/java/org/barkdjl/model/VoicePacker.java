package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.barkdjl.io.Sha256;
import org.barkdjl.voice.Voice;

/** Brings voices into a package, one compact {@code .npz} each. */
final class VoicePacker {
  private VoicePacker() {}

  /**
   * Packs every voice that is found beside a checkpoint. One that is damaged or of another codec is
   * left out, and the listener told: the model is of use without it.
   *
   * @param codec what identifies the checkpoint's codec
   */
  static List<PackedVoice> pack(
      List<Path> sources, String codec, Path packageFolder, InstallListener listener)
      throws IOException {
    List<PackedVoice> packed = new ArrayList<>();
    for (Map.Entry<String, VoiceSource> voice : VoiceSources.find(sources).entrySet()) {
      String path = ModelPackage.VOICES + "/" + voice.getKey() + Voice.SUFFIX;
      Path file = packageFolder.resolve(path);
      Files.createDirectories(file.getParent());
      try {
        voice.getValue().pack(file);
        Optional<String> own = Voice.read(file).codec();
        if (own.filter(other -> !other.equals(codec)).isPresent()) {
          throw new InputException("it was made with another model.");
        }
        packed.add(new PackedVoice(path, Files.size(file), Sha256.of(file), own.orElse(null)));
      } catch (InputException e) {
        Files.deleteIfExists(file);
        listener.leftOut("voice " + voice.getKey() + ": " + e.getMessage());
      }
    }
    return packed;
  }
}
