package org.barkdjl.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** Finds the voices that a model can speak with. */
public final class ModelVoices {
  private ModelVoices() {}

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
