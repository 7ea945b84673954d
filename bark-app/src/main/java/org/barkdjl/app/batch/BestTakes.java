package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.takes.SpeechMeasures;

/** Finds the best take of each item as soon as all of them are there. */
final class BestTakes {
  /** Of takes that are alike in what was measured, the first. */
  private static final Comparator<Result> BEST_FIRST =
      Comparator.comparing(
              (Result take) -> take.speechMeasures().orElseThrow(), SpeechMeasures.BEST_FIRST)
          .thenComparing(take -> take.key().take());

  private final Path folder;
  private final Takes takes;
  private final ResultFile earlier;
  private final Map<Long, Open> open = new HashMap<>();

  /** An item whose takes are on their way. */
  private static final class Open {
    private final Item.Job item;
    private final List<Result> made = new ArrayList<>();
    private int left;

    Open(Item.Job item, int left) {
      this.item = item;
      this.left = left;
    }
  }

  BestTakes(Path folder, Takes takes, ResultFile earlier) {
    this.folder = folder;
    this.takes = takes;
    this.earlier = earlier;
  }

  /** The choice among the takes of an item, all of which are there. */
  final class Choice {
    private final Item.Job item;
    private final Result best;

    private Choice(Item.Job item, Result best) {
      this.item = item;
      this.best = best;
    }

    /** Gives the best take the item's file name. */
    Result keep() throws IOException {
      Path target = folder.resolve(item.file());
      try {
        Files.move(folder.resolve(best.file()), target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new IOException("Cannot write " + target + ": " + e.getMessage(), e);
      }
      return best.asChosen(item.file(), takes.fingerprintOfBest(item));
    }

    void removeOthers() throws IOException {
      remove(item);
    }
  }

  /**
   * An item begins.
   *
   * @param finished whether its best take has been chosen before
   * @param toMake its takes that are still to be made
   */
  Optional<Choice> begin(Item.Job item, boolean finished, List<Item.Job> toMake)
      throws IOException {
    if (finished) {
      remove(item); // A killed run may have left them.
      return Optional.empty();
    }
    Open begun = new Open(item, toMake.size());
    for (Item.Job take : takes.of(item)) {
      if (!toMake.contains(take)) {
        earlier.last(item.id(), take.take()).ifPresent(begun.made::add);
      }
    }
    open.put(item.index(), begun);
    return choice(begun);
  }

  /** A take has come to its end. */
  Optional<Choice> add(Result take) {
    Open begun = open.get(take.key().index());
    if (begun == null) {
      return Optional.empty();
    }
    begun.left--;
    begun.made.add(take);
    return choice(begun);
  }

  /** Where all takes failed there is none. */
  private Optional<Choice> choice(Open begun) {
    if (begun.left > 0) {
      return Optional.empty();
    }
    open.remove(begun.item.index());
    return begun.made.stream()
        .filter(take -> take.status() == Result.Status.OK)
        .filter(take -> take.speechMeasures().isPresent())
        .min(BEST_FIRST)
        .map(best -> new Choice(begun.item, best));
  }

  private void remove(Item.Job item) throws IOException {
    for (Item.Job take : takes.of(item)) {
      Files.deleteIfExists(folder.resolve(take.file()));
    }
  }
}
