package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.barkdjl.error.InputException;
import org.barkdjl.io.SafeName;
import org.barkdjl.io.Sha256;

/** Goes through a manifest before the work begins. */
public final class Planner {
  /** Hears of each item of the shard. */
  @FunctionalInterface
  public interface Visitor {
    void visit(Item item, boolean finished);
  }

  private static final int SHOWN = 5;

  private final Path folder;
  private final ResultFile results;
  private final boolean verify;
  private final Takes takes;
  private final HashIndex linesOfIds = new HashIndex();
  private final HashIndex linesOfFiles = new HashIndex();
  private final List<String> collisions = new ArrayList<>();

  /**
   * @param folder where the files go
   * @param results what was made before
   * @param verify whether files that are there are checked by their hash, not only by their size
   * @param takes of each item
   */
  public Planner(Path folder, ResultFile results, boolean verify, Takes takes) {
    this.folder = folder;
    this.results = results;
    this.verify = verify;
    this.takes = takes;
  }

  /**
   * Goes through all items; those that are not wanted are looked at for collisions only.
   *
   * @param wanted tells by the ids
   * @throws InputException if two items have the same id or file, or the manifest cannot be read
   */
  public Plan plan(
      ManifestSource manifest, ItemParser parser, Predicate<String> wanted, Visitor visitor)
      throws IOException {
    BitSet finished = new BitSet();
    List<Item.Bad> firstBad = new ArrayList<>();
    long items = 0;
    long bad = 0;
    long done = 0;
    double audioSeconds = 0;
    try (ManifestReader reader = manifest.open()) {
      for (Optional<ManifestLine> line = reader.next(); line.isPresent(); line = reader.next()) {
        Item item = parser.parse(line.get());
        checkCollisions(item, line.get());
        if (!wanted.test(item.id())) {
          continue;
        }
        if (item instanceof Item.Bad problem) {
          items++;
          bad++;
          if (firstBad.size() < SHOWN) {
            firstBad.add(problem);
          }
          visitor.visit(item, false);
          continue;
        }
        Item.Job job = (Item.Job) item;
        boolean chosen = takes.keepBest() && isFinished(job, takes.fingerprintOfBest(job));
        finished.set(Plan.place(job, takes), chosen);
        for (Item.Job take : takes.of(job)) {
          boolean isDone = chosen || isFinished(take, take.fingerprint());
          finished.set(Plan.place(take, takes), isDone);
          items++;
          done += isDone ? 1 : 0;
          audioSeconds += isDone ? 0 : Estimate.audioSeconds(job.speech());
          visitor.visit(take, isDone);
        }
      }
    }
    throwIfCollided(manifest);
    if (linesOfIds.isEmpty()) {
      throw new InputException(manifest.name() + " is empty: there is nothing to say.");
    }
    return new Plan(items, bad, List.copyOf(firstBad), done, finished, takes, audioSeconds);
  }

  private boolean isFinished(Item.Job job, String fingerprint) throws IOException {
    Optional<Result> last = results.last(job.id(), job.take());
    if (last.isEmpty()) {
      return false;
    }
    Result result = last.get();
    Path file = folder.resolve(job.file());
    return result.status() == Result.Status.OK
        && fingerprint.equals(result.fingerprint())
        && job.file().equals(result.file())
        && result.sound().bytes() != null
        && Files.isRegularFile(file)
        && Files.size(file) == result.sound().bytes()
        && (!verify || Sha256.of(file).equals(result.sound().sha256()));
  }

  private void checkCollisions(Item item, ManifestLine line) {
    OptionalLong other = linesOfIds.put(item.id(), line.line());
    if (other.isPresent()) {
      collide(line, other.getAsLong(), "have the id '" + Messages.excerpt(item.id()) + "'");
    } else if (item instanceof Item.Job job) {
      checkFile(job.file(), line);
      if (takes.several()) {
        takes.of(job).forEach(take -> checkFile(take.file(), line));
      }
    }
  }

  private void checkFile(String file, ManifestLine line) {
    OptionalLong other = linesOfFiles.put(SafeName.folded(file), line.line());
    other.ifPresent(first -> collide(line, first, "would write the same file, '" + file + "'"));
  }

  private void collide(ManifestLine line, long other, String what) {
    if (collisions.size() < SHOWN) {
      collisions.add("lines " + other + " and " + line.line() + " " + what);
    }
  }

  private void throwIfCollided(ManifestSource manifest) {
    if (!collisions.isEmpty()) {
      throw new InputException(
          "%s: %s; give each item an id (and an 'out') of its own. Nothing was made."
              .formatted(manifest.name(), String.join("; ", collisions)));
    }
  }
}
