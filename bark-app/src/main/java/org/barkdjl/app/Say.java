package org.barkdjl.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.barkdjl.Bark;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;

/** {@code bark say}: text in, a WAV file out. */
final class Say implements Command {
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
  public Options options() {
    return SayOptions.all();
  }

  @Override
  public String notes() {
    return "TEXT - reads the text from standard input. A text that starts with '-' goes after --.\n"
        + "With '-o -' nothing but the WAV goes to standard output.";
  }

  @Override
  public ExitCode run(CommandLine line, Context context) throws IOException {
    SayArguments arguments = SayArguments.of(line);
    Terminal terminal = context.terminal();
    arguments.output().check(terminal);
    if (arguments.saveVoice().isPresent()) {
      Output.checkWritable(arguments.saveVoice().get());
    }
    String text = arguments.text().read(terminal.in());
    context.cancellation().begin();
    ModelPackage model = InstalledModel.open(context, arguments.model(), arguments.engine());
    BarkRequest request = arguments.request(text);
    if (arguments.voice().isPresent()) {
      request = request.withVoice(ModelVoices.find(model, arguments.voice().get()));
    }
    BarkResult result = generate(model, request, arguments, context);
    for (String warning : result.warnings()) {
      terminal.err().println("bark: warning: " + warning);
    }
    context.cancellation().throwIfRequested();
    WavWriter writer = new WavWriter(result.sampleRateHz(), tags(model, request, result));
    arguments.output().write(terminal, out -> writer.write(result.samples(), out));
    if (arguments.saveVoice().isPresent()) {
      Path file = arguments.saveVoice().get();
      result.toVoice(file.getFileName().toString()).save(file);
    }
    if (!arguments.quiet()) {
      summarise(result, arguments, context.terminal());
    }
    return ExitCode.OK;
  }

  private static BarkResult generate(
      ModelPackage model, BarkRequest request, SayArguments arguments, Context context)
      throws IOException {
    try (Progress progress = Progress.of(context, arguments.quiet());
        Bark bark = Bark.open(model, arguments.engine())) {
      return bark.generate(request, progress);
    }
  }

  private static AudioTags tags(ModelPackage model, BarkRequest request, BarkResult result)
      throws IOException {
    return new AudioTags(
        request.text(),
        request.voice().map(Voice::name).orElse(""),
        model.manifest().name(),
        result.seed().orElseThrow(),
        "bark-djl " + Versions.read().bark());
  }

  private static void summarise(BarkResult result, SayArguments arguments, Terminal terminal) {
    Output output = arguments.output();
    String line =
        String.format(
            Locale.ROOT,
            "%s: %.2f s of audio, real-time factor %.2f, seed %d",
            output.file().map(Path::toString).orElse("standard output"),
            result.duration().toMillis() / 1e3,
            result.realTimeFactor(),
            result.seed().orElseThrow());
    // Results go to standard output, unless that is where the audio went.
    (output.file().isPresent() ? terminal.out() : terminal.err()).println(line);
  }
}
