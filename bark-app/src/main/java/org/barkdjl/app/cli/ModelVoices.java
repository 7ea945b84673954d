package org.barkdjl.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** Finds the voices that a model can speak with. */
public final class ModelVoices {
  /** The word for no voice: the model chooses one. */
  public static final String NONE = "none";

  private ModelVoices() {}

  /** Those of the voices that are files, as far as one can tell without a model. */
  public static List<Path> files(Collection<String> voices) {
    return voices.stream()
        .filter(Voice::isFileName)
        .map(voice -> OptionValues.path(voice, "--voice"))
        .filter(Files::isRegularFile)
        .toList();
  }

  /** The voice to take: the one that was named, else the model's default; empty: none. */
  public static Optional<String> chosen(ModelPackage model, Optional<String> named) {
    return named
        .or(() -> Optional.ofNullable(model.manifest().defaultVoice()))
        .filter(name -> !name.equals(NONE));
  }

  /**
   * The voice of that name, or in that {@code .npz} file, to speak with.
   *
   * @param own the user's own voices
   * @param err where to warn if it may be of another model
   * @throws org.barkdjl.error.InputException if there is none, or it is of another model
   */
  public static Voice toSpeakWith(ModelPackage model, Path own, String nameOrFile, PrintStream err)
      throws IOException {
    Voice voice = find(model, own, nameOrFile);
    model.manifest().requireOwn(voice);
    if (model.manifest().isDoubtful(voice)) {
      err.println(
          "bark: warning: The voice '%s' does not say with which model it was made, as those of %s do: of another one it comes out as noise."
              .formatted(voice.name(), model.manifest().name()));
    }
    return voice;
  }

  /** The voice of that name, or in that {@code .npz} file. */
  public static Voice find(ModelPackage model, Path own, String nameOrFile) throws IOException {
    Path file = OptionValues.path(nameOrFile, "--voice");
    // A model may come without any voices.
    if (!Files.isDirectory(model.voicesFolder()) && Files.isRegularFile(file)) {
      return Voice.read(file);
    }
    if (!Files.isDirectory(model.voicesFolder()) && Files.isDirectory(own)) {
      return VoiceCatalogue.open(own).find(nameOrFile);
    }
    return VoiceCatalogue.open(model.voicesFolder()).with(own).find(nameOrFile);
  }
}
