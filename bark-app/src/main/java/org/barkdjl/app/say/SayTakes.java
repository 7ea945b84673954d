package org.barkdjl.app.say;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.Priority;
import org.barkdjl.app.batch.Messages;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.NarrationGroup;
import org.barkdjl.app.cli.NarrationGroup.Member;
import org.barkdjl.app.cli.Progress;
import org.barkdjl.app.cli.SoundReport;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioSpool;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.BarkException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Seeds;
import org.barkdjl.takes.SpeechMeasures;

/** {@code bark say --takes}: a text several times, decoded together. */
final class SayTakes {
  private static final Comparator<Spoken> BEST_FIRST =
      Comparator.comparing(Spoken::measures, SpeechMeasures.BEST_FIRST)
          .thenComparing(Spoken::number);

  private final SayArguments arguments;
  private final AudioEncoding encoding;
  private final Context context;
  private final PrintStream err;
  private final List<Spoken> spoken = new ArrayList<>();

  /** The best of those that were spoken, where only that is kept. */
  private Optional<Member<Integer>> kept = Optional.empty();

  private Optional<BarkException> failure = Optional.empty();

  /** A take that came to its end. */
  private record Spoken(int number, Path file, Narration narration, SpeechMeasures measures) {}

  SayTakes(SayArguments arguments, AudioEncoding encoding, Context context) {
    this.arguments = arguments;
    this.encoding = encoding;
    this.context = context;
    err = context.terminal().err();
  }

  /**
   * Speaks all of them, and writes those that are to be kept.
   *
   * @param text as it was given
   * @param request the first take
   * @throws BarkException if all of them failed, that of the last
   */
  void speak(ModelPackage model, String text, NarrationRequest request) throws IOException {
    try (Progress progress = Progress.of(context, arguments.quiet());
        Bark bark = Bark.open(model, arguments.engine());
        NarrationGroup<Integer> group =
            new NarrationGroup<>(bark, progress, Priority.INTERACTIVE, true)) {
      int begun = 0;
      while (begun < arguments.takes().count() || !group.isEmpty()) {
        while (begun < arguments.takes().count() && group.hasRoom()) {
          begun++;
          group.begin(
              begun, request.withSeed(Seeds.ofTake(request.seed(), begun)), arguments.file(0));
        }
        group.work(take -> end(take, model, text));
      }
      if (kept.isPresent()) {
        write(kept.get(), arguments.file(0), model, text);
      }
    } finally {
      if (kept.isPresent()) {
        kept.get().audio().close();
      }
    }
    if (spoken.isEmpty()) {
      throw failure.orElseThrow();
    }
    spoken.sort(BEST_FIRST);
    if (arguments.takes().keepBest()) {
      AudioTags tags = tags(model, text, kept.orElseThrow());
      new SayFiles(arguments).write(spoken.get(0).narration(), tags);
    }
    if (!arguments.quiet()) {
      spoken.forEach(this::tell);
    }
  }

  private void end(Member<Integer> take, ModelPackage model, String text) throws IOException {
    if (take.state().failure().isPresent()) {
      take.audio().close();
      failure = take.state().failure();
      warn(take.of(), FailureText.of(failure.get()));
      return;
    }
    boolean best = arguments.takes().keepBest();
    Path file = arguments.file(best ? 0 : take.of());
    Spoken ended =
        new Spoken(take.of(), file, take.state().narration(), take.measures().orElseThrow());
    spoken.add(ended);
    if (!best) {
      write(take, file, model, text);
    } else if (spoken.stream().min(BEST_FIRST).orElseThrow().equals(ended)) {
      if (kept.isPresent()) {
        kept.get().audio().close();
      }
      kept = Optional.of(take);
    } else {
      take.audio().close();
    }
  }

  private void write(Member<Integer> take, Path file, ModelPackage model, String text)
      throws IOException {
    SoundReport report = new SoundReport();
    AudioWriter writer =
        encoding.writer(model.manifest().sampleRateHz(), tags(model, text, take), report);
    try (AudioSpool audio = take.audio()) {
      AtomicFile.writePatched(file, out -> writer.stream(out, audio));
    }
    for (String warning : report.with(take.state().narration().warnings())) {
      warn(take.of(), warning);
    }
  }

  private static AudioTags tags(ModelPackage model, String text, Member<Integer> take)
      throws IOException {
    return take.request().tags(text, model.manifest().name(), Versions.read().software());
  }

  private void warn(int number, String sentence) {
    err.println("bark: warning: take " + number + ": " + sentence);
  }

  /** The best first. */
  private void tell(Spoken take) {
    String name =
        arguments.takes().keepBest() && !take.equals(spoken.get(0))
            ? "not kept"
            : take.file().toString();
    context
        .terminal()
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "take %d, %s: %.2f s of audio, seed %d, %s",
                take.number(),
                name,
                take.narration().duration().toMillis() / 1e3,
                take.narration().seed(),
                Messages.points(take.measures())));
  }
}
