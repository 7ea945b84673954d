package org.barkdjl.app.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.barkdjl.app.batch.Messages;
import org.barkdjl.app.cli.CutShortException;
import org.barkdjl.app.cli.DistinctFiles;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.error.CancelledException;
import org.barkdjl.io.PartialName;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.Subtitles;
import org.barkdjl.text.SpeechPlan;

/** What {@code bark say} keeps besides the audio. */
final class SayFiles {
  private final SayArguments arguments;

  SayFiles(SayArguments arguments) {
    this.arguments = arguments;
  }

  /** Throws if one of the files would be written over another that the run reads or writes. */
  void checkDistinct() throws IOException {
    List<Path> outputs = new ArrayList<>(arguments.otherFiles());
    outputs.addAll(arguments.audioFiles());
    List<Path> inputs = new ArrayList<>(ModelVoices.files(arguments.voices()));
    arguments.text().file().ifPresent(inputs::add);
    arguments.lexicon().ifPresent(inputs::add);
    DistinctFiles.check(inputs, outputs);
  }

  /**
   * Writes what was asked for.
   *
   * @param tags what the audio says about itself, which its voice says, too
   */
  void write(Narration narration, AudioTags tags) throws IOException {
    subtitles(narration, UnaryOperator.identity());
    if (arguments.saveVoice().isPresent()) {
      Path file = arguments.saveVoice().get();
      narration.toVoice(file.getFileName().toString(), tags).save(file);
    }
  }

  /**
   * Writes what was asked for of a narration that ended early.
   *
   * @return what to tell the user: why, what there is, where the rest begins
   */
  CutShortException writePartial(Narration narration, SpeechPlan plan) throws IOException {
    Narration.Cut cut = narration.cut().orElseThrow();
    subtitles(narration, PartialName::of);
    RuntimeException cause = cut.cause();
    int pieces = plan.pieces().size();
    String sentence =
        "%s Of %d pieces %d %s in %s; to go on, speak the text from \"%s\"%s."
            .formatted(
                cause instanceof CancelledException ? "Cancelled." : FailureText.of(cause),
                pieces,
                cut.pieces(),
                cut.pieces() == 1 ? "is" : "are",
                place(),
                excerpt(plan, cut.pieces()),
                place(plan, cut.pieces()));
    return new CutShortException(sentence, cause);
  }

  private static String excerpt(SpeechPlan plan, int piece) {
    return Messages.excerpt(plan.pieces().get(piece).text());
  }

  /** Which of several pieces it is that begin alike; empty if it is the only one. */
  private static String place(SpeechPlan plan, int piece) {
    List<Integer> alike =
        IntStream.range(0, plan.pieces().size())
            .filter(other -> excerpt(plan, other).equals(excerpt(plan, piece)))
            .boxed()
            .toList();
    return alike.size() == 1
        ? ""
        : " where that stands for time %d of %d".formatted(alike.indexOf(piece) + 1, alike.size());
  }

  private String place() throws IOException {
    Optional<Path> file = arguments.output().file();
    if (file.isEmpty()) {
      return "what went to standard output";
    }
    Path target = file.get();
    if (!Files.exists(target)) {
      return PartialName.of(target).toString();
    }
    return (Files.isRegularFile(target) ? PartialName.of(target.toRealPath()) : target).toString();
  }

  private void subtitles(Narration narration, UnaryOperator<Path> name) throws IOException {
    if (arguments.srt().isPresent()) {
      Subtitles.SRT.write(narration, name.apply(arguments.srt().get()));
    }
    if (arguments.vtt().isPresent()) {
      Subtitles.VTT.write(narration, name.apply(arguments.vtt().get()));
    }
  }
}
