package org.barkdjl.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.barkdjl.BarkOptions;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** {@code bark voices}: which voices there are. */
final class Voices implements Command {
  @Override
  public String name() {
    return "voices";
  }

  @Override
  public String summary() {
    return "List a model's voices, or show one.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]... [NAME|FILE.npz]";
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.MODEL);
  }

  @Override
  public ExitCode run(CommandLine line, Context context) throws IOException {
    List<String> names = line.getArgList();
    if (names.size() > 1) {
      throw new UsageException("voices shows one voice at a time.");
    }
    context.cancellation().begin();
    String modelName = new OptionValues(line).text(CommonOptions.MODEL).orElse(ModelStore.EMBEDDED);
    ModelPackage model = InstalledModel.open(context, modelName, BarkOptions.DEFAULT);
    String text = names.isEmpty() ? list(model) : describe(ModelVoices.find(model, names.get(0)));
    context.terminal().out().print(text);
    return ExitCode.OK;
  }

  private static String list(ModelPackage model) throws IOException {
    VoiceCatalogue catalogue = VoiceCatalogue.open(model.voicesFolder());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "LANGUAGE", "DURATION"));
    for (String name : catalogue.names()) {
      Voice voice = catalogue.named(name);
      rows.add(List.of(name, language(name), seconds(voice.duration())));
    }
    return Table.of(rows);
  }

  private static String describe(Voice voice) {
    return Table.of(
        List.of(
            List.of("name", voice.name()),
            List.of("language", language(voice.name())),
            List.of("duration", seconds(voice.duration())),
            List.of("semantic tokens", Integer.toString(voice.semantic().length)),
            List.of("coarse frames", Integer.toString(voice.coarse()[0].length)),
            List.of("fine frames", Integer.toString(voice.fine()[0].length))));
  }

  private static String language(String name) {
    return VoiceCatalogue.language(name).map(Language::displayName).orElse("-");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
