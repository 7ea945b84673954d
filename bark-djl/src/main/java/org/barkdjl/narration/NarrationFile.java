package org.barkdjl.narration;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.PartialName;
import org.barkdjl.text.SpeechPlan;

/**
 * A narration as the content of a sound file, spoken while it is written, in the memory of a piece
 * whatever the length. {@code AtomicFile.writePatched(file, content)} makes a file of it, whole or
 * not at all; of one that is cut short, a {@linkplain PartialName partial file}. Serves once.
 */
public final class NarrationFile implements AtomicFile.PatchedContent {
  private final Narrator narrator;
  private final SpeechPlan plan;
  private final AudioWriter writer;
  private final NarrationListener listener;
  private Optional<Narration> narration = Optional.empty();
  private Optional<CutShortException> cut = Optional.empty();

  /**
   * @param narrator who speaks
   * @param plan what
   * @param writer into which kind of file; its rate is the model's
   * @param listener watches
   */
  public NarrationFile(
      Narrator narrator, SpeechPlan plan, AudioWriter writer, NarrationListener listener) {
    this.narrator = narrator;
    this.plan = plan;
    this.writer = writer;
    this.listener = listener;
  }

  /**
   * Speaks to a stream, which is flushed after each piece and left open.
   *
   * @return a head to be put over that on the stream, which cannot know how long it becomes
   */
  @Override
  public byte[] writeTo(OutputStream out) throws IOException {
    return writer.stream(out, this::narrate);
  }

  @Override
  public Path name(Path target) {
    return cut.isPresent() ? PartialName.of(target) : target;
  }

  /** Why the file holds less than the plan, if so. */
  public Optional<CutShortException> cut() {
    return cut;
  }

  /**
   * What was narrated.
   *
   * @throws IllegalStateException before it was
   */
  public Narration narration() {
    return narration.orElseThrow(() -> new IllegalStateException("nothing was narrated yet"));
  }

  private void narrate(AudioSink sink) throws IOException {
    try {
      narration = Optional.of(narrator.narrate(plan, sink, listener));
    } catch (CutShortException e) {
      narration = Optional.of(e.narration());
      cut = Optional.of(e);
    }
  }
}
