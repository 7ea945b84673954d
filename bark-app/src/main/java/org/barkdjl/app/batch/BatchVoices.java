package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.io.TextHash;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;

/** Finds voices by name; those used last need not be read again. */
final class BatchVoices {
  private static final int KEPT = 32;

  private final ModelPackage model;
  private final Path own;
  private final Set<Path> files = new LinkedHashSet<>();
  private final PrintStream err;
  private final Map<String, Known> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * A voice.
   *
   * @param hash of its tokens
   */
  record Known(Voice voice, String hash) {}

  /**
   * @param own the user's own voices
   * @param err where to warn of voices that may be of another model
   */
  BatchVoices(ModelPackage model, Path own, PrintStream err) {
    this.model = model;
    this.own = own;
    this.err = err;
  }

  /** The voice to take: see {@link ModelVoices#chosen}. */
  Optional<String> chosen(Optional<String> named) {
    return ModelVoices.chosen(model, named);
  }

  /** The files among the voices that were found so far. */
  Set<Path> files() {
    return files;
  }

  /**
   * The voice of that name, or in that {@code .npz} file.
   *
   * @throws org.barkdjl.error.InputException if there is none, or it is damaged or of another model
   */
  Known find(String name) throws IOException {
    Known found = known.get(name);
    if (found == null) {
      Voice voice = ModelVoices.toSpeakWith(model, own, name, err);
      files.addAll(ModelVoices.files(List.of(name)));
      List<String> tokens =
          List.of(
              Arrays.toString(voice.semantic()),
              Arrays.deepToString(voice.coarse()),
              Arrays.deepToString(voice.fine()));
      found = new Known(voice, TextHash.of(tokens));
      known.put(name, found);
    }
    return found;
  }
}
