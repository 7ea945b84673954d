package org.barkdjl.narration;

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
 * comes of them is played in the order of the plan, as far as there is no gap. {@link PieceBatcher}
 * generates for it. Not for several threads.
 */
public final class NarrationState {
  /** How far it may be ahead of the first piece that is not ready, which may need new seeds. */
  private static final int GROUPS_OPEN = 2;

  private final BarkRequest request;
  private final SpeakerVoices voices;
  private final int retries;
  private final NarrationListener listener;
  private final NarrationOutput output;
  private final List<SpeechPart> parts;
  private final List<Piece> pieces;
  private final Deque<PieceTakes> open = new ArrayDeque<>();
  private final List<PieceTakes> asked = new ArrayList<>();
  private Optional<BarkException> failure = Optional.empty();
  private int opened;
  private int through;
  private int played;

  NarrationState(
      SpeechPlan plan,
      BarkRequest request,
      SpeakerVoices voices,
      int retries,
      NarrationListener listener,
      NarrationOutput output) {
    this.request = request;
    this.voices = voices;
    this.retries = retries;
    this.listener = listener;
    this.output = output;
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
    return output.hasSpoken();
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
    return output.narration();
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
      int last = asked.stream().mapToInt(PieceTakes::number).max().orElseThrow();
      listener.pieces(asked.get(0).number(), last, pieces.size());
    }
    return asked.stream().map(takes -> takes.next(voices.voice(takes.piece().speaker()))).toList();
  }

  /** Takes the outcomes of what was asked for, and plays what can be played. */
  void hear(List<BarkOutcome> outcomes) throws IOException {
    for (int i = 0; i < outcomes.size(); i++) {
      PieceTakes takes = asked.get(i);
      takes.take(outcomes.get(i));
      outcomes.get(i).result().ifPresent(output::worked);
      if (takes.ended()) {
        takes.best().ifPresent(take -> voices.heard(takes.piece().speaker(), take.result()));
      }
    }
    play();
  }

  /** A speaker whose voice may still change is waited for. */
  private List<PieceTakes> readyTakes(int most) {
    while (open.size() < GROUPS_OPEN * most && opened < pieces.size()) {
      Piece piece = pieces.get(opened);
      long seed = output.seed() + opened;
      opened++;
      open.add(new PieceTakes(opened, piece, request, seed, retries));
    }
    List<PieceTakes> ready = new ArrayList<>();
    Set<Optional<String>> awaited = new HashSet<>();
    for (PieceTakes takes : open) {
      Optional<String> speaker = takes.piece().speaker();
      if (ready.size() < most
          && !takes.ended()
          && (voices.isSettled(speaker) || awaited.add(speaker))) {
        ready.add(takes);
      }
    }
    return ready;
  }

  private void play() throws IOException {
    while (!ended()) {
      if (parts.get(played) instanceof Pause pause) {
        output.silence(pause.length());
      } else if (open.isEmpty() || !open.element().ended()) {
        return;
      } else {
        play(open.remove());
      }
      played++;
    }
  }

  private void play(PieceTakes takes) throws IOException {
    Optional<BarkException> reason = takes.failure();
    boolean lastHope = takes.number() == pieces.size() && !hasSpoken();
    if (takes.best().isPresent()) {
      output.play(takes);
      through++;
    } else if (reason.orElseThrow() instanceof NothingSaidException e && !lastHope) {
      output.leaveOut(takes, e);
      through++;
    } else {
      failure = reason;
    }
  }
}
