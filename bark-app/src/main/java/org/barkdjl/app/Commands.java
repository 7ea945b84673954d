package org.barkdjl.app;

import java.util.List;
import java.util.Optional;
import org.barkdjl.app.batch.Batch;
import org.barkdjl.app.batch.PageCommand;
import org.barkdjl.app.bench.Benchmark;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Suggestion;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.cuda.Cuda;
import org.barkdjl.app.models.Models;
import org.barkdjl.app.models.Voices;
import org.barkdjl.app.replay.Replay;
import org.barkdjl.app.say.Say;
import org.barkdjl.app.serve.Serve;

/**
 * The commands of {@code bark}.
 *
 * @param list in the order of the help; the first is the default
 */
public record Commands(List<Command> list) {
  /** Short words have too many neighbours: "day" must not pass for a mistyped "say". */
  private static final int LEAST_LENGTH = 4;

  public static Commands all() {
    return new Commands(
        List.of(
            new Say(),
            new Batch(),
            new PageCommand(),
            new Serve(),
            new Voices(),
            new Models(),
            new Cuda(),
            new Info(),
            new Replay(),
            new Benchmark(),
            new Help()));
  }

  Optional<Command> find(String name) {
    return list.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  Command get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no command '"
                        + name
                        + "'; commands: "
                        + String.join(", ", names())
                        + "."));
  }

  List<String> names() {
    return list.stream().map(Command::name).toList();
  }

  /** The command that is meant when none is named. */
  public Command byDefault() {
    return list.get(0);
  }

  /** Refuses to speak a word that looks like a command with one slip. */
  void throwIfMistyped(String word) {
    List<String> candidates =
        names().stream().filter(name -> name.length() >= LEAST_LENGTH).toList();
    Optional<String> meant = Suggestion.of(word, candidates, 1);
    if (meant.isPresent()) {
      throw new UsageException(
          "There is no command '%s'; did you mean 'bark %s'? To speak the word, use 'bark say %s'."
              .formatted(word, meant.get(), word));
    }
  }
}
