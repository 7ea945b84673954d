package org.barkdjl.narration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.Randomness;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.text.PlausibleLength;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.voice.Voice;

/** A piece on its way: one take, and others with new seeds while their length is not plausible. */
final class PieceTakes {
  private final int number;
  private final Piece piece;
  private final NarrationRequest request;
  private final long seed;
  private final int retries;
  private final PlausibleLength plausible;
  private final List<String> reports = new ArrayList<>();
  private int taken;
  private Optional<Take> best = Optional.empty();
  private Optional<BarkException> failure = Optional.empty();

  /**
   * @param number of the piece, from 1
   * @param seed of the first take; the n-th new one is n * 2^32 more, which no other piece has
   */
  PieceTakes(int number, Piece piece, NarrationRequest request, long seed) {
    this.number = number;
    this.piece = piece;
    this.request = request;
    this.seed = seed;
    this.retries = request.retries();
    PlausibleLength usual = PlausibleLength.of(piece.text());
    plausible = request.options().semantic().maxDuration().map(usual::cutAt).orElse(usual);
  }

  int number() {
    return number;
  }

  Piece piece() {
    return piece;
  }

  /** The next take. */
  BarkRequest next(Optional<Voice> voice) {
    return new BarkRequest(piece.text(), voice, Randomness.seeded(nextSeed()), request.options());
  }

  /** The next take has come out like this. */
  void take(BarkOutcome outcome) {
    long used = nextSeed();
    taken++;
    try {
      Take attempt = judged(Take.of(used, outcome.orThrow()));
      if (best.isEmpty() || distance(attempt).compareTo(distance(best.get())) < 0) {
        best = Optional.of(attempt);
      }
    } catch (NothingSaidException e) {
      reports.add("nothing was said with seed " + used);
      if (ended() && best.isEmpty()) {
        failure = Optional.of(e);
      }
    } catch (BarkException e) {
      failure = Optional.of(e);
    }
  }

  /** Whether no further take is wanted. */
  boolean ended() {
    return failure.isPresent()
        || taken > retries
        || (best.isPresent() && plausible.holds(best.get().duration()));
  }

  /** The most plausible take; empty if all failed. */
  Optional<Take> best() {
    return best;
  }

  /** Why there is none: NothingSaidException if that was all that was wrong. */
  Optional<BarkException> failure() {
    return failure;
  }

  /** What was unusual, for the user. */
  List<String> reports() {
    return reports;
  }

  private long nextSeed() {
    return seed + ((long) taken << Integer.SIZE);
  }

  private Take judged(Take attempt) {
    if (retries == 0 || plausible.holds(attempt.duration())) {
      return attempt;
    }
    reports.add(
        String.format(
            Locale.ROOT,
            "seed %d gave %.1f s, where %s are plausible",
            attempt.seed(),
            attempt.duration().toMillis() / 1e3,
            plausible));
    boolean tooLong = attempt.duration().compareTo(plausible.longest()) > 0;
    return tooLong ? attempt.withoutTrailingSilence() : attempt;
  }

  private Duration distance(Take attempt) {
    return plausible.distance(attempt.duration());
  }
}
