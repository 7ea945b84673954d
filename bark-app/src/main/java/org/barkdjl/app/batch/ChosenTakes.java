package org.barkdjl.app.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;

/**
 * What somebody chose on a page.
 *
 * @param chosen takes by the ids of their items
 * @param refused ids of items of which no take will do
 */
record ChosenTakes(Map<String, Choice> chosen, List<String> refused) {
  private static final long LIMIT_BYTES = 64 << 20;

  /**
   * A take.
   *
   * @param take its number; 0: the item's only one
   * @param seed by which one finds out that it was made anew since
   */
  record Choice(int take, long seed) {}

  /**
   * Reads the file that a page saves.
   *
   * @throws InputException if it cannot be read, or is something else
   */
  static ChosenTakes read(Path file) {
    try {
      if (Files.size(file) > LIMIT_BYTES) {
        throw new InputException(file + " is too long for a file of chosen takes.");
      }
      ChosenTakes read = new Gson().fromJson(Files.readString(file, UTF_8), ChosenTakes.class);
      if (read == null
          || read.chosen == null
          || read.refused == null
          || read.chosen.containsValue(null)
          || read.refused.contains(null)) {
        throw new JsonSyntaxException("parts are missing");
      }
      return read;
    } catch (JsonParseException e) {
      throw new InputException(
          file + " is no file of chosen takes: it needs {\"chosen\": {...}, \"refused\": [...]}.",
          e);
    } catch (IOException e) {
      throw InputException.unreadable("the chosen takes " + file, e);
    }
  }

  /**
   * Copies each chosen take to its item's file name, and says so in the results. The takes stay, as
   * somebody may choose again.
   *
   * @param err told of choices that cannot be followed
   * @return the results, of which those that were final already are the same
   */
  Map<String, Optional<Result>> follow(Path folder, PrintStream err) throws IOException {
    ResultFile earlier = ResultFile.read(folder);
    Map<String, Optional<Result>> results = new LinkedHashMap<>();
    try (ResultLog log = ResultLog.open(folder)) {
      for (Map.Entry<String, Choice> entry : chosen.entrySet()) {
        String id = entry.getKey();
        try {
          results.put(id, Optional.of(follow(id, entry.getValue(), folder, earlier, log)));
        } catch (InputException e) {
          err.println("bark: " + Messages.excerpt(id) + ": " + FailureText.of(e));
          results.put(id, Optional.empty());
        }
      }
    }
    return results;
  }

  private static Result follow(
      String id, Choice choice, Path folder, ResultFile earlier, ResultLog log) throws IOException {
    Optional<Result> last = earlier.last(id, 0);
    boolean isFinal =
        last.isPresent()
            && last.get().tries().seed() != null
            && last.get().tries().seed() == choice.seed()
            && (choice.take() == 0
                || Integer.valueOf(choice.take()).equals(last.get().key().chosenTake()))
            && last.get().isIn(folder);
    if (isFinal) {
      return last.get();
    }
    Result take =
        earlier
            .last(id, choice.take())
            .filter(
                result -> result.tries().seed() != null && result.tries().seed() == choice.seed())
            .filter(result -> result.isIn(folder))
            .orElseThrow(
                () ->
                    new InputException(
                        "Take %d with seed %d is not in %s; write the page anew and choose again."
                            .formatted(choice.take(), choice.seed(), folder)));
    String name = take.file().replaceFirst("-take" + choice.take() + "(?=(\\.[^.]*)?$)", "");
    Path target = folder.resolve(name);
    if (name.equals(take.file())
        || (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS))) {
      throw new InputException("Cannot write %s: move it away.".formatted(target));
    }
    Path source = folder.resolve(take.file());
    copy(source, target);
    if (Files.isRegularFile(ItemFiles.voiceFile(source), LinkOption.NOFOLLOW_LINKS)) {
      copy(ItemFiles.voiceFile(source), ItemFiles.voiceFile(target));
    }
    Result chosen = take.asChosen(name, take.fingerprint());
    log.append(chosen);
    return chosen;
  }

  private static void copy(Path source, Path target) throws IOException {
    AtomicFile.writePatched(
        target,
        OutputFolder.unfinished(),
        out -> {
          Files.copy(source, out);
          return new byte[0];
        });
  }
}
