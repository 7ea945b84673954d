package org.barkdjl.narration;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.Priority;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.PartialName;

/**
 * Speaks texts of any length, piece by piece, in the memory of some pieces. Threads may share it.
 *
 * <p>A voice stays the same throughout: the speaker's, else the request's, else that of what the
 * speaker said first: of the first piece of 3 s, or the longest of the first three. Piece n, from
 * 0, is generated with the request's seed plus n, so a plan of one piece gives exactly what {@link
 * Bark#generate(org.barkdjl.BarkRequest)} gives. Pieces whose voice is known are generated beside
 * each other. Where audio is joined, its ends are faded over 5 ms.
 *
 * <p>A piece whose audio is too short or too long for its text may be tried again with new seeds,
 * each 2^32 above the last; the most plausible one is kept, and all of it told in the warnings. One
 * with which the model does nothing is left out with a warning, if others are spoken.
 */
public final class Narrator {
  private final Bark bark;
  private final Priority first;

  /** Where an encoded narration goes. */
  @FunctionalInterface
  public interface Target {
    /** Has the content written, once. */
    void take(AtomicFile.PatchedContent content) throws IOException;
  }

  /** Speaks for somebody who waits for the sound. */
  public Narrator(Bark bark) {
    this(bark, Priority.INTERACTIVE);
  }

  /**
   * @param first how urgent a narration is until something of it is heard
   */
  public Narrator(Bark bark, Priority first) {
    this.bark = bark;
    this.first = first;
  }

  /**
   * Speaks to a sink.
   *
   * @param sink takes the samples, at the model's rate, as soon as a piece is ready
   * @return what was spoken; if something ended it early, the listener included, after a piece was
   *     spoken, it {@linkplain Narration#cut tells so}
   * @throws IOException if the sink throws it
   * @throws org.barkdjl.error.CancelledException if the listener cancelled before a piece was
   *     spoken
   * @throws org.barkdjl.error.BarkException as {@link Bark#generate(org.barkdjl.BarkRequest)}
   *     throws it, if it ended before a piece was spoken
   */
  public Narration narrate(NarrationRequest request, AudioSink sink, NarrationListener listener)
      throws IOException {
    NarrationState state = begin(request, sink, listener);
    try (PieceBatcher batcher = new PieceBatcher(bark, listener, first)) {
      // The first piece is short and heard soon, so the second is generated alone, too.
      batcher.work(List.of(state), 1);
      for (int most = 1; !state.ended(); most = Math.min(2 * most, batcher.capacity())) {
        batcher.work(List.of(state), most);
      }
      if (state.failure().isPresent()) {
        throw state.failure().get();
      }
      return state.narration();
    } catch (RuntimeException e) {
      if (state.hasSpoken()) {
        return state.narration().cutBy(e, state.through());
      }
      throw e;
    }
  }

  /**
   * Speaks to a file, whole or not at all; what was spoken of one that was cut short lies beside it
   * as a {@linkplain PartialName partial file}.
   *
   * @param writer into which kind of file; its rate is the model's
   * @throws IOException if the file cannot be written
   */
  public Narration narrate(
      NarrationRequest request, Path file, AudioWriter writer, NarrationListener listener)
      throws IOException {
    return narrate(request, content -> AtomicFile.writePatched(file, content), writer, listener);
  }

  /**
   * The same to a target of the caller's: a stream, which is flushed after each piece and left
   * open, or a file that is written in its way.
   */
  public Narration narrate(
      NarrationRequest request, Target target, AudioWriter writer, NarrationListener listener)
      throws IOException {
    Content content = new Content(request, writer, listener);
    target.take(content);
    return content.narration.orElseThrow();
  }

  /** A narration to be generated together with others by a {@link PieceBatcher}. */
  public NarrationState begin(
      NarrationRequest request, AudioSink sink, NarrationListener listener) {
    return new NarrationState(request, sink, bark.manifest().sampleRateHz(), listener);
  }

  /** The narration as the content of a sound file, spoken while it is written. */
  private final class Content implements AtomicFile.PatchedContent {
    private final NarrationRequest request;
    private final AudioWriter writer;
    private final NarrationListener listener;
    private Optional<Narration> narration = Optional.empty();

    Content(NarrationRequest request, AudioWriter writer, NarrationListener listener) {
      this.request = request;
      this.writer = writer;
      this.listener = listener;
    }

    @Override
    public byte[] writeTo(OutputStream out) throws IOException {
      return writer.stream(out, sink -> narration = Optional.of(narrate(request, sink, listener)));
    }

    @Override
    public Path name(Path target) {
      return narration.orElseThrow().cut().isPresent() ? PartialName.of(target) : target;
    }
  }
}
