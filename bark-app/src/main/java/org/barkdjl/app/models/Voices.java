package org.barkdjl.app.models;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstalledModel;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Table;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.options.Option;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** {@code bark voices}: which voices there are. */
public final class Voices implements Command {
  private static final Option<Language> LANGUAGE =
      Option.of("lang", "CODE", "List the voices of a language only: en, de, ja ...", Voices::parse)
          .letter("l")
          .otherwise("all")
          .forOneRun();

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
  public List<Option<?>> options() {
    return List.of(CommonOptions.MODEL, LANGUAGE);
  }

  @Override
  public boolean takesDefaults() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    List<String> names = values.words();
    if (names.size() > 1) {
      throw new UsageException("voices shows one voice at a time.");
    }
    Optional<Language> language = values.get(LANGUAGE);
    context.cancellation().begin();
    String modelName = values.getOrDefault(CommonOptions.MODEL);
    ModelPackage model = InstalledModel.open(context, modelName, BarkOptions.DEFAULT);
    String text =
        names.isEmpty() ? list(model, language) : describe(ModelVoices.find(model, names.get(0)));
    context.terminal().out().print(text);
    return ExitCode.OK;
  }

  private static Language parse(String code) {
    return Language.ofCode(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it takes one of "
                        + Arrays.stream(Language.values())
                            .map(Language::code)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + code
                        + "'"));
  }

  private static String list(ModelPackage model, Optional<Language> only) throws IOException {
    VoiceCatalogue catalogue = VoiceCatalogue.open(model.voicesFolder());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "LANGUAGE", "DURATION", "DEFAULT"));
    for (String name : catalogue.names()) {
      if (only.isPresent() && !VoiceCatalogue.language(name).equals(only)) {
        continue;
      }
      Voice voice = catalogue.named(name);
      boolean isDefault = name.equals(model.manifest().defaultVoice());
      rows.add(List.of(name, language(name), seconds(voice.duration()), isDefault ? "yes" : "-"));
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
