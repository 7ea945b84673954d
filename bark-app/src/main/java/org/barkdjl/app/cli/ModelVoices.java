package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** Finds the voices that a model can speak with. */
public final class ModelVoices {
  private ModelVoices() {}

  /** Those of the voices that are files, as far as one can tell without a model. */
  public static List<Path> files(Collection<String> voices) {
    return voices.stream()
        .filter(Voice::isFileName)
        .map(voice -> OptionValues.path(voice, "--voice"))
        .filter(Files::isRegularFile)
        .toList();
  }

  /** The voice of that name, or in that {@code .npz} file. */
  public static Voice find(ModelPackage model, String nameOrFile) throws IOException {
    Path file = OptionValues.path(nameOrFile, "--voice");
    // A model may come without any voices.
    if (!Files.isDirectory(model.voicesFolder()) && Files.isRegularFile(file)) {
      return Voice.read(file);
    }
    return VoiceCatalogue.open(model.voicesFolder()).find(nameOrFile);
  }
}
