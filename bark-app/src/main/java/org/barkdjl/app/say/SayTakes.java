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
import org.barkdjl.narration.NarrationListener;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.NarrationState;
import org.barkdjl.narration.Narrator;
import org.barkdjl.narration.PieceBatcher;
import org.barkdjl.narration.Seeds;
import org.barkdjl.takes.SpeechMeasures;
import org.barkdjl.takes.SpeechMeter;
import org.barkdjl.takes.VoicePrompts;

/** {@code bark say --takes}: a text several times, decoded together. */
final class SayTakes {
  private static final Comparator<Spoken> BEST_FIRST =
      Comparator.comparing(Spoken::measures, SpeechMeasures.BEST_FIRST)
          .thenComparing(Spoken::number);

  private final SayArguments arguments;
  private final AudioEncoding encoding;
  private final Context context;
  private final PrintStream err;
  private final List<Running> running = new ArrayList<>();
  private final List<Spoken> spoken = new ArrayList<>();

  /** The best of those that were spoken, where only that is kept. */
  private Optional<Running> kept = Optional.empty();

  private Optional<BarkException> failure = Optional.empty();

  /** A take on its way. */
  private record Running(
      int number,
      NarrationRequest request,
      NarrationState state,
      AudioSpool spool,
      SpeechMeter meter) {}

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
        PieceBatcher batcher = new PieceBatcher(bark, progress, Priority.INTERACTIVE)) {
      VoicePrompts prompts = new VoicePrompts(bark);
      int begun = 0;
      while (begun < arguments.takes().count() || !running.isEmpty()) {
        int most = batcher.capacity();
        while (begun < arguments.takes().count() && ready(most) < most) {
          begin(++begun, bark, request);
        }
        batcher.work(running.stream().map(Running::state).toList(), most);
        for (Running take : List.copyOf(running)) {
          if (take.state().ended()) {
            running.remove(take);
            end(take, prompts, model, text);
          }
        }
      }
      if (kept.isPresent()) {
        write(kept.get(), arguments.file(0), model, text);
      }
    } finally {
      for (Running take : running) {
        take.spool().close();
      }
      if (kept.isPresent()) {
        kept.get().spool().close();
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

  private int ready(int most) {
    return running.stream().mapToInt(take -> take.state().ready(most)).sum();
  }

  private void begin(int number, Bark bark, NarrationRequest first) {
    NarrationRequest request = first.withSeed(Seeds.ofTake(first.seed(), number));
    AudioSpool spool = new AudioSpool(arguments.file(0));
    SpeechMeter meter = new SpeechMeter(bark.manifest().sampleRateHz());
    NarrationState state =
        new Narrator(bark)
            .begin(
                request,
                samples -> {
                  spool.write(samples);
                  meter.write(samples);
                },
                NarrationListener.NONE);
    running.add(new Running(number, request, state, spool, meter));
  }

  private void end(Running take, VoicePrompts prompts, ModelPackage model, String text)
      throws IOException {
    if (take.state().failure().isPresent()) {
      take.spool().close();
      failure = take.state().failure();
      warn(take.number(), FailureText.of(failure.get()));
      return;
    }
    Narration narration = take.state().narration();
    NarrationRequest request = take.request();
    SpeechMeasures measures = take.meter().measure(request.plan(), narration, prompts.of(request));
    boolean best = arguments.takes().keepBest();
    Path file = arguments.file(best ? 0 : take.number());
    Spoken ended = new Spoken(take.number(), file, narration, measures);
    spoken.add(ended);
    if (!best) {
      write(take, file, model, text);
    } else if (spoken.stream().min(BEST_FIRST).orElseThrow().equals(ended)) {
      if (kept.isPresent()) {
        kept.get().spool().close();
      }
      kept = Optional.of(take);
    } else {
      take.spool().close();
    }
  }

  private void write(Running take, Path file, ModelPackage model, String text) throws IOException {
    SoundReport report = new SoundReport();
    AudioWriter writer =
        encoding.writer(model.manifest().sampleRateHz(), tags(model, text, take), report);
    try (AudioSpool spool = take.spool()) {
      AtomicFile.writePatched(file, out -> writer.stream(out, spool));
    }
    for (String warning : report.with(take.state().narration().warnings())) {
      warn(take.number(), warning);
    }
  }

  private static AudioTags tags(ModelPackage model, String text, Running take) throws IOException {
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
