package org.barkdjl.app.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.barkdjl.Bark;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstalledModel;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.app.cli.Progress;
import org.barkdjl.app.cli.SoundReport;
import org.barkdjl.app.cli.Terminal;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Narrator;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.text.SpeechPart;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code bark say}: text in, a sound file out. */
public final class Say implements Command {
  @Override
  public String name() {
    return "say";
  }

  @Override
  public String summary() {
    return "Turn text into audio.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]... TEXT...";
  }

  @Override
  public List<Option<?>> options() {
    return SayArguments.options();
  }

  @Override
  public List<OptionTable<?>> tables() {
    return List.of(SpeechOptionTable.OPTIONS, AudioOptionTable.OPTIONS, EngineOptionTable.OPTIONS);
  }

  @Override
  public String notes() {
    return "TEXT - reads the text from standard input. A text that starts with '-' goes after --.\n"
        + "'bark voices' lists the model's voices.\n"
        + "With '-o -' nothing but the audio goes to standard output, each piece when it is ready.\n"
        + "A text of any length is divided into pieces of whole sentences, spoken one after the"
        + " other with one voice; piece n, counted from 0, with the seed plus n. '[pause 1s]' in"
        + " the text is silence. For long texts --min-eos-p 0.05 --text-temp 0.6"
        + " --waveform-temp 0.6 are often taken.";
  }

  @Override
  public boolean takesDefaults() {
    return true;
  }

  @Override
  public boolean writesFiles() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    SayArguments arguments = SayArguments.of(values);
    Terminal terminal = context.terminal();
    arguments.output().check(terminal);
    new SayFiles(arguments).checkDistinct();
    for (Path file : arguments.otherFiles()) {
      Output.checkWritable(file);
    }
    if (arguments.takes().several()) {
      // The longest name.
      Output.checkWritable(arguments.file(arguments.takes().count()));
    }
    AudioEncoding encoding = arguments.encoding(context.environment());
    String text = arguments.text().read(terminal.in());
    SpeechOptions speech =
        arguments.speech().withLexicon(CommonOptions.lexicon(arguments.lexicon()));
    context.cancellation().begin();
    ModelPackage model = InstalledModel.open(context, arguments.model(), arguments.engine());
    Optional<String> name = ModelVoices.chosen(model, arguments.speech().voice());
    SpeechPlan plan = speech.plan(text, name);
    logSpelling(plan);
    Optional<Voice> voice = Optional.empty();
    if (name.isPresent()) {
      voice =
          Optional.of(ModelVoices.toSpeakWith(model, context.voices(), name.get(), terminal.err()));
    }
    Map<String, Voice> speakers = new LinkedHashMap<>();
    for (Map.Entry<String, String> speaker : arguments.speech().speakers().entrySet()) {
      speakers.put(
          speaker.getKey(),
          ModelVoices.toSpeakWith(model, context.voices(), speaker.getValue(), terminal.err()));
    }
    NarrationRequest request =
        new NarrationRequest(
            plan,
            voice,
            speakers,
            arguments
                .speech()
                .seed()
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 32)),
            arguments.retries(plan),
            arguments.speech().generation());
    if (arguments.takes().several()) {
      new SayTakes(arguments, encoding, context).speak(model, text, request);
      return ExitCode.OK;
    }
    SoundReport report = new SoundReport();
    AudioTags tags = request.tags(text, model.manifest().name(), Versions.read().software());
    AudioWriter writer = encoding.writer(model.manifest().sampleRateHz(), tags, report);
    Narration narration;
    try (Progress progress = Progress.of(context, arguments.quiet());
        Bark bark = Bark.open(model, arguments.engine())) {
      narration =
          new Narrator(bark)
              .narrate(
                  request,
                  content -> arguments.output().write(terminal, content),
                  writer,
                  progress);
    }
    for (String warning : report.with(narration.warnings())) {
      terminal.err().println("bark: warning: " + warning);
    }
    SayFiles files = new SayFiles(arguments);
    if (narration.cut().isPresent()) {
      throw files.writePartial(narration, plan);
    }
    files.write(narration, tags);
    if (!arguments.quiet()) {
      summarise(narration, arguments, terminal);
    }
    return ExitCode.OK;
  }

  /** Not a constant: a logger made with this class would know nothing of --debug yet. */
  private static void logSpelling(SpeechPlan plan) {
    Logger log = LoggerFactory.getLogger(Say.class);
    for (SpeechPart.Piece piece : plan.pieces()) {
      if (!piece.text().equals(piece.written())) {
        log.debug("For \"{}\" says \"{}\".", piece.written(), piece.text());
      }
    }
  }

  private static void summarise(Narration narration, SayArguments arguments, Terminal terminal) {
    Output output = arguments.output();
    int pieces = narration.pieces().size();
    String line =
        String.format(
            Locale.ROOT,
            "%s: %.2f s of audio%s, real-time factor %.2f, seed %d",
            output.file().map(Path::toString).orElse("standard output"),
            narration.duration().toMillis() / 1e3,
            pieces == 1 ? "" : " in " + pieces + " pieces",
            narration.realTimeFactor(),
            narration.seed());
    // Results go to standard output, unless that is where the audio went, be it as /dev/stdout.
    (output.file().filter(file -> !Output.isDevice(file)).isPresent()
            ? terminal.out()
            : terminal.err())
        .println(line);
  }
}
