package org.barkdjl.longform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.StageTiming;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.NothingSaidException;

/** Generates a piece, and again with new seeds while its length is not plausible. */
final class Attempts {
  private final Bark bark;
  private final NarrationListener listener;
  private final int retries;
  private final List<String> reports = new ArrayList<>();
  private Duration work = Duration.ZERO;

  /**
   * @param retries how many new seeds a piece may take; with 0, what comes first is taken as it is
   */
  Attempts(Bark bark, NarrationListener listener, int retries) {
    this.bark = bark;
    this.listener = listener;
    this.retries = retries;
  }

  /**
   * The most plausible of the attempts.
   *
   * @param seed of the first; the n-th new one is n * 2^32 more, which no other piece has
   * @throws NothingSaidException if the model said nothing with any seed
   */
  Attempt best(BarkRequest request, long seed) {
    PlausibleLength usual = PlausibleLength.of(request.text());
    PlausibleLength plausible = request.semantic().maxDuration().map(usual::cutAt).orElse(usual);
    Optional<Attempt> best = Optional.empty();
    for (int n = 0; ; n++) {
      try {
        Attempt attempt = generate(request, seed + ((long) n << Integer.SIZE), plausible);
        if (best.isEmpty() || isBetter(attempt, best.get(), plausible)) {
          best = Optional.of(attempt);
        }
        if (retries == 0 || plausible.holds(attempt.duration())) {
          return best.get();
        }
      } catch (NothingSaidException e) {
        if (n == retries && best.isEmpty()) {
          throw e;
        }
        reports.add("nothing was said with seed " + (seed + ((long) n << Integer.SIZE)));
      }
      if (n == retries) {
        return best.get();
      }
    }
  }

  /** What was unusual since the last call, for the user. */
  List<String> takeReports() {
    List<String> taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  /** Time spent in all attempts. */
  Duration work() {
    return work;
  }

  private Attempt generate(BarkRequest request, long seed, PlausibleLength plausible) {
    Attempt attempt = Attempt.of(seed, bark.generate(request.withSeed(seed), listener));
    if (listener.cancelled()) {
      throw new CancelledException("The narration was cancelled.");
    }
    work =
        attempt.result().timings().values().stream()
            .map(StageTiming::wall)
            .reduce(work, Duration::plus);
    if (retries == 0 || plausible.holds(attempt.duration())) {
      return attempt;
    }
    reports.add(
        String.format(
            Locale.ROOT,
            "seed %d gave %.1f s, where %s are plausible",
            seed,
            attempt.duration().toMillis() / 1e3,
            plausible));
    boolean tooLong = attempt.duration().compareTo(plausible.longest()) > 0;
    return tooLong ? attempt.withoutTrailingSilence() : attempt;
  }

  private static boolean isBetter(Attempt attempt, Attempt best, PlausibleLength plausible) {
    return plausible.distance(attempt.duration()).compareTo(plausible.distance(best.duration()))
        < 0;
  }
}
