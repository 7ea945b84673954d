package org.barkdjl.longform;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.text.SpeechPlan;

/**
 * One narration on its way. It tells which pieces could be generated now, at the same time; what
 * comes of them is played in the order of the plan, as far as there is no gap. {@link Ensemble}
 * generates for it. Not for several threads.
 */
public final class Recital {
  /** How far it may be ahead of the first piece that is not ready, which may need new seeds. */
  private static final int GROUPS_OPEN = 2;

  private final BarkRequest request;
  private final Cast cast;
  private final int retries;
  private final NarrationListener listener;
  private final Programme programme;
  private final List<SpeechPart> parts;
  private final List<Piece> pieces;
  private final Deque<Takes> open = new ArrayDeque<>();
  private final List<Takes> asked = new ArrayList<>();
  private Optional<BarkException> failure = Optional.empty();
  private int opened;
  private int through;
  private int played;

  Recital(
      SpeechPlan plan,
      BarkRequest request,
      Cast cast,
      int retries,
      NarrationListener listener,
      Programme programme) {
    this.request = request;
    this.cast = cast;
    this.retries = retries;
    this.listener = listener;
    this.programme = programme;
    parts = plan.parts();
    pieces = plan.pieces();
  }

  /** Whether all has been played that will be. */
  public boolean ended() {
    return failure.isPresent() || played == parts.size();
  }

  /** Why it ended early. */
  public Optional<BarkException> failure() {
    return failure;
  }

  /** Whether anything has been spoken. */
  boolean hasSpoken() {
    return programme.hasSpoken();
  }

  /** How many pieces have been spoken or left out. */
  int through() {
    return through;
  }

  /**
   * What has been spoken up to now.
   *
   * @throws IllegalStateException if nothing has
   */
  public Narration narration() {
    return programme.narration();
  }

  /** How many pieces could be generated now, counted up to a limit. */
  public int ready(int most) {
    return readyTakes(most).size();
  }

  /** Requests for these, whose outcomes {@link #hear} wants next. */
  List<BarkRequest> ask(int most) {
    asked.clear();
    asked.addAll(readyTakes(most));
    if (!asked.isEmpty()) {
      int last = asked.stream().mapToInt(Takes::number).max().orElseThrow();
      listener.pieces(asked.get(0).number(), last, pieces.size());
    }
    return asked.stream().map(takes -> takes.next(cast.voice(takes.piece().speaker()))).toList();
  }

  /** Takes the outcomes of what was asked for, and plays what can be played. */
  void hear(List<BarkOutcome> outcomes) throws IOException {
    for (int i = 0; i < outcomes.size(); i++) {
      Takes takes = asked.get(i);
      takes.take(outcomes.get(i));
      outcomes.get(i).result().ifPresent(programme::worked);
      if (takes.ended()) {
        takes.best().ifPresent(take -> cast.heard(takes.piece().speaker(), take.result()));
      }
    }
    play();
  }

  /** A speaker whose voice may still change is waited for. */
  private List<Takes> readyTakes(int most) {
    while (open.size() < GROUPS_OPEN * most && opened < pieces.size()) {
      Piece piece = pieces.get(opened);
      long seed = programme.seed() + opened;
      opened++;
      open.add(new Takes(opened, piece, request, seed, retries));
    }
    List<Takes> ready = new ArrayList<>();
    Set<Optional<String>> awaited = new HashSet<>();
    for (Takes takes : open) {
      Optional<String> speaker = takes.piece().speaker();
      if (ready.size() < most
          && !takes.ended()
          && (cast.isSettled(speaker) || awaited.add(speaker))) {
        ready.add(takes);
      }
    }
    return ready;
  }

  private void play() throws IOException {
    while (!ended()) {
      if (parts.get(played) instanceof Pause pause) {
        programme.silence(pause.length());
      } else if (open.isEmpty() || !open.element().ended()) {
        return;
      } else {
        play(open.remove());
      }
      played++;
    }
  }

  private void play(Takes takes) throws IOException {
    Optional<BarkException> reason = takes.failure();
    boolean lastHope = takes.number() == pieces.size() && !hasSpoken();
    if (takes.best().isPresent()) {
      programme.play(takes);
      through++;
    } else if (reason.orElseThrow() instanceof NothingSaidException e && !lastHope) {
      programme.leaveOut(takes, e);
      through++;
    } else {
      failure = reason;
    }
  }
}
