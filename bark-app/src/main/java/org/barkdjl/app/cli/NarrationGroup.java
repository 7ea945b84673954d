package org.barkdjl.app.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.Priority;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.AudioSpool;
import org.barkdjl.narration.NarrationListener;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.NarrationState;
import org.barkdjl.narration.Narrator;
import org.barkdjl.narration.PieceBatcher;
import org.barkdjl.takes.SpeechMeasures;
import org.barkdjl.takes.SpeechMeter;
import org.barkdjl.takes.VoicePrompts;

/**
 * Narrations beside each other: their pieces are generated together, the audio of each is kept
 * until it has ended.
 *
 * @param <T> what a narration is of
 */
public final class NarrationGroup<T> implements Closeable {
  private final Bark bark;
  private final boolean measured;
  private final PieceBatcher batcher;
  private final VoicePrompts prompts;
  private final List<Member<T>> members = new ArrayList<>();

  /** Hears of narrations that have ended, and closes their audio. */
  @FunctionalInterface
  public interface Ending<T> {
    /** One has ended, well or not. */
    void ended(Member<T> member) throws IOException;
  }

  /**
   * A narration on its way.
   *
   * @param of what it is of
   * @param audio what was spoken up to now
   */
  public record Member<T>(
      T of,
      NarrationRequest request,
      NarrationState state,
      AudioSpool audio,
      Optional<SpeechMeter> meter,
      VoicePrompts prompts) {
    /** What was measured of the audio, if that was wanted. */
    public Optional<SpeechMeasures> measures() {
      return meter.map(
          each -> each.measure(request.plan(), state.narration(), prompts.of(request)));
    }
  }

  /**
   * @param listener as {@link PieceBatcher} has it
   * @param first how urgent narrations are of which nothing was heard yet
   * @param measured whether the audio is measured
   */
  public NarrationGroup(Bark bark, BarkListener listener, Priority first, boolean measured) {
    this.bark = bark;
    this.measured = measured;
    batcher = new PieceBatcher(bark, listener, first);
    prompts = new VoicePrompts(bark);
  }

  /** Whether all that were begun have ended. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Whether it would work faster with one more. */
  public boolean hasRoom() {
    int most = batcher.capacity();
    return members.stream().mapToInt(member -> member.state().ready(most)).sum() < most;
  }

  /**
   * Takes on a narration.
   *
   * @param target where its audio will go at the end
   */
  public void begin(T of, NarrationRequest request, Path target) {
    AudioSpool audio = new AudioSpool(target);
    Optional<SpeechMeter> meter =
        measured ? Optional.of(new SpeechMeter(bark.manifest().sampleRateHz())) : Optional.empty();
    AudioSink sink =
        samples -> {
          audio.write(samples);
          meter.ifPresent(each -> each.write(samples));
        };
    NarrationState state = new Narrator(bark).begin(request, sink, NarrationListener.NONE);
    members.add(new Member<>(of, request, state, audio, meter, prompts));
  }

  /**
   * Works for a while, and lets go of the narrations that have ended.
   *
   * @throws org.barkdjl.error.CancelledException if the listener cancelled
   * @throws IOException if audio cannot be kept, or the ending throws it
   */
  public void work(Ending<T> ending) throws IOException {
    batcher.work(members.stream().map(Member::state).toList(), batcher.capacity());
    for (Member<T> member : List.copyOf(members)) {
      if (member.state().ended()) {
        members.remove(member);
        ending.ended(member);
      }
    }
  }

  /** Cancels what is under way. */
  @Override
  public void close() throws IOException {
    batcher.close();
    for (Member<T> member : members) {
      member.audio().close();
    }
  }
}
