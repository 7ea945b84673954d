package org.barkdjl.narration;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.BarkOutcome;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPart.Pause;
import org.barkdjl.text.SpeechPart.Piece;
import org.barkdjl.voice.Voice;

/**
 * One narration on its way. It tells which pieces could be generated now, at the same time; what
 * comes of them is played in the order of the plan, as far as there is no gap. {@link PieceBatcher}
 * generates for it. Not for several threads.
 */
public final class NarrationState {
  /**
   * How far it may be ahead of the first piece that is not ready, which may need new seeds: in
   * pieces for one under way.
   */
  private static final int OPEN = 2;

  private final NarrationRequest request;
  private final SpeakerVoices voices;
  private final NarrationListener listener;
  private final NarrationOutput output;
  private final List<SpeechPart> parts;
  private final List<Piece> pieces;
  private final Deque<PieceTakes> open = new ArrayDeque<>();
  private final Set<PieceTakes> asked = new LinkedHashSet<>();
  private Optional<BarkException> failure = Optional.empty();
  private int opened;
  private int through;
  private int played;

  /** The piece to be played next, from 1; the engine's thread asks for it, too. */
  private volatile int foremost = 1;

  NarrationState(
      NarrationRequest request, AudioSink sink, int sampleRateHz, NarrationListener listener) {
    this.request = request;
    this.listener = listener;
    voices = new SpeakerVoices(request.speakers(), request.voice());
    parts = request.plan().parts();
    pieces = request.plan().pieces();
    output =
        new NarrationOutput(sink, sampleRateHz, request.seed(), pieces.size(), parts.size() == 1);
    output.warn(request.plan().warnings());
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

  /** How many more pieces could be generated now, counted up to a limit. */
  public int ready(int most) {
    return readyTakes(most).size();
  }

  /** Whether a piece is the one to be played next. */
  boolean isForemost(int number) {
    return number == foremost;
  }

  /** Pieces to be generated now, whose outcomes {@link #hear} wants, in any order. */
  List<PieceTakes> ask(int most) {
    List<PieceTakes> more = readyTakes(most);
    asked.addAll(more);
    if (!more.isEmpty()) {
      int last = asked.stream().mapToInt(PieceTakes::number).max().orElseThrow();
      listener.pieces(foremost, last, pieces.size());
    }
    return more;
  }

  /** The voice to speak a piece with. */
  Optional<Voice> voice(PieceTakes takes) {
    return voices.voice(takes.piece().speaker());
  }

  /** Takes the outcome of a piece that was asked for, and plays what can be played. */
  void hear(PieceTakes takes, BarkOutcome outcome) throws IOException {
    asked.remove(takes);
    takes.take(outcome);
    outcome.result().ifPresent(output::worked);
    if (takes.ended()) {
      takes.best().ifPresent(take -> voices.heard(takes.piece().speaker(), take.result()));
    }
    play();
  }

  /** A speaker whose voice may still change is waited for. */
  private List<PieceTakes> readyTakes(int most) {
    while (open.size() < OPEN * (asked.size() + most) && opened < pieces.size()) {
      long seed = request.seed() + opened;
      open.add(new PieceTakes(opened + 1, pieces.get(opened), request, seed));
      opened++;
    }
    List<PieceTakes> ready = new ArrayList<>();
    Set<Optional<String>> awaited = new HashSet<>();
    for (PieceTakes takes : open) {
      Optional<String> speaker = takes.piece().speaker();
      boolean may = !takes.ended() && (voices.isSettled(speaker) || awaited.add(speaker));
      if (may && !asked.contains(takes) && ready.size() < most) {
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
        PieceTakes takes = open.remove();
        play(takes);
        foremost = takes.number() + 1;
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
