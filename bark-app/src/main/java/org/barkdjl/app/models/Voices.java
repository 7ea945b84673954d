package org.barkdjl.app.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.batch.Batch;
import org.barkdjl.app.cli.AudioFiles;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstalledModel;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.app.cli.SoundReport;
import org.barkdjl.app.cli.Table;
import org.barkdjl.app.cli.Terminal;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.app.listening.SoundPicture;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.audio.AudioSource;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.AudioOptions;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Numbers;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.Range;
import org.barkdjl.options.Setting;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** {@code bark voices}: which voices there are, and more of them. */
public final class Voices implements Command {
  private static final Option<Language> LANGUAGE =
      Option.of("lang", "CODE", "List the voices of a language only: en, de, ja ...", Voices::parse)
          .letter("l")
          .otherwise("all")
          .forOneRun();

  private static final Option<String> TEXT =
      Option.text("text", "TEXT", "find: what the voices say; some seconds long.")
          .otherwise("none")
          .forOneRun();
  private static final Option<Integer> COUNT =
      Option.whole("count", "N", Range.between(1, 1000), "find: how many voices.")
          .byDefault(20)
          .forOneRun();
  private static final Option<Path> FOLDER =
      Option.of("dir", "DIR", "find: where they go.", value -> OptionValues.path(value, "--dir"))
          .byDefault("bark-voices")
          .forOneRun();
  private static final Option<Long> SEED =
      Option.of("seed", "N", "find: another number finds other voices.", Numbers::seed)
          .letter("s")
          .byDefault(0)
          .forOneRun();
  private static final Option<String> NAME =
      Option.text("name", "NAME", "add: what the voice will be called.")
          .letter("n")
          .otherwise("none")
          .forOneRun();
  private static final Option<Path> OUTPUT =
      Option.of(
              "output",
              "FILE",
              "show: write how it sounds (.wav, ...) or looks (.png).",
              value -> OptionValues.path(value, "--output"))
          .letter("o")
          .otherwise("none")
          .forOneRun();

  /** Plain names, so that each is a file, and no path, option or verb. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,63}");

  @Override
  public String name() {
    return "voices";
  }

  @Override
  public String summary() {
    return "List voices, show one, find new ones and keep them.";
  }

  @Override
  public String synopsis() {
    return "[VERB] [OPTION]... [NAME|FILE.npz]";
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> options =
        new ArrayList<>(
            List.of(CommonOptions.MODEL, LANGUAGE, TEXT, COUNT, FOLDER, SEED, NAME, OUTPUT));
    options.addAll(EngineOptionTable.OPTIONS.options());
    return options;
  }

  @Override
  public List<OptionTable<?>> tables() {
    return List.of(EngineOptionTable.OPTIONS);
  }

  @Override
  public String notes() {
    return """
    Verbs: list, show NAME, find, add FILE.npz. Without one it lists all voices, or tells about one.
    show also writes how the voice sounds or looks, with -o.
    find speaks --text with --count voices that the model invents, and writes a page to choose by.
    add keeps one of them under --name, for all models whose codes it has.""";
  }

  @Override
  public boolean takesDefaults() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    List<String> words = values.words();
    String verb = words.isEmpty() ? "" : words.get(0);
    if (verb.equals("find")) {
      return find(values, context);
    }
    boolean list = verb.equals("list");
    boolean one = verb.equals("show") || verb.equals("add");
    List<String> names = list || one ? words.subList(1, words.size()) : words;
    if (list && !names.isEmpty()) {
      throw new UsageException("voices list takes no name.");
    }
    if (names.size() > 1 || (one && names.isEmpty())) {
      throw new UsageException("voices shows or adds one voice at a time.");
    }
    Optional<Language> language = values.get(LANGUAGE);
    // A list needs no device.
    BarkOptions engine =
        values.has(OUTPUT) ? values.get(EngineOptionTable.OPTIONS) : BarkOptions.DEFAULT;
    context.cancellation().begin();
    String modelName = values.getOrDefault(CommonOptions.MODEL);
    ModelPackage model = InstalledModel.open(context, modelName, engine);
    PrintStream out = context.terminal().out();
    if (names.isEmpty()) {
      out.print(list(model, context.voices(), language));
    } else if (verb.equals("add")) {
      out.println(
          "Kept " + add(values, model, OptionValues.path(names.get(0), "the voice"), context));
    } else {
      Voice voice = ModelVoices.find(model, context.voices(), names.get(0));
      out.print(describe(voice));
      if (values.has(OUTPUT)) {
        write(voice, values.get(OUTPUT).orElseThrow(), model, engine, context);
      }
    }
    return ExitCode.OK;
  }

  /** Has a batch speak one text with voices that the model invents. */
  private static ExitCode find(OptionValues values, Context context) throws IOException {
    if (values.words().size() > 1 || !values.has(TEXT)) {
      throw new UsageException("voices find takes the text that the voices say, by --text.");
    }
    Map<String, Setting> settings =
        new HashMap<>(values.only(EngineOptionTable.OPTIONS.names()).settings());
    Map<String, String> given =
        Map.of(
            "dir",
            values.getOrDefault(FOLDER).toString(),
            "takes",
            Integer.toString(values.getOrDefault(COUNT)),
            "seed",
            Long.toString(values.getOrDefault(SEED)),
            "model",
            values.getOrDefault(CommonOptions.MODEL),
            "manifest-format",
            "jsonl",
            "voice",
            ModelVoices.NONE,
            "save-voices",
            Option.SET,
            "page",
            Option.SET);
    given.forEach((name, value) -> settings.put(name, Setting.option(name, value)));
    values
        .get(LANGUAGE)
        .ifPresent(code -> settings.put("language", Setting.option("language", code.code())));
    String item = new Gson().toJson(Map.of("id", "voice", "text", values.get(TEXT).orElseThrow()));
    Terminal terminal = context.terminal();
    Context withItem =
        new Context(
            new Terminal(
                new ByteArrayInputStream(item.getBytes(UTF_8)),
                terminal.out(),
                terminal.err(),
                terminal.outIsTerminal(),
                terminal.errIsTerminal()),
            context.environment(),
            context.conf(),
            context.cancellation());
    return new Batch().run(new OptionValues(List.of("-"), settings), withItem);
  }

  /** Keeps a voice; says where. */
  private static Path add(OptionValues values, ModelPackage model, Path file, Context context)
      throws IOException {
    String name =
        values
            .get(NAME)
            .orElseThrow(() -> new UsageException("voices add needs a name: give --name."));
    if (!PLAIN.matcher(name).matches()
        || Voice.isFileName(name)
        || Set.of(ModelVoices.NONE, "list", "show", "find", "add").contains(name)) {
      throw new UsageException(
          "Option --name: it takes letters, digits, '_', '-' and '.', and no word of the command's"
              + " own, not '%s'.".formatted(name));
    }
    Voice voice = Voice.read(file);
    model.manifest().requireOwn(voice);
    if (catalogue(model, context.voices()).names().contains(name)) {
      throw new InputException("There is a voice '%s' already; give another name.".formatted(name));
    }
    Path kept = context.voices().resolve(name + Voice.SUFFIX);
    Files.createDirectories(context.voices());
    voice.save(kept);
    return kept;
  }

  private static void write(
      Voice voice, Path file, ModelPackage model, BarkOptions engine, Context context)
      throws IOException {
    model.manifest().requireOwn(voice);
    Output.checkWritable(file);
    boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    AudioOptions audio = AudioOptionTable.OPTIONS.read(Map.of());
    Optional<AudioFormat> format =
        png ? Optional.empty() : Optional.of(AudioFiles.format(audio, Optional.of(file)));
    float[] samples;
    try (Bark bark = Bark.open(model, engine)) {
      samples = bark.decode(voice.fine());
    }
    int rate = model.manifest().sampleRateHz();
    if (format.isEmpty()) {
      AtomicFile.write(file, out -> out.write(new SoundPicture(samples, rate).png()));
      return;
    }
    AudioTags tags =
        new AudioTags(
            "the voice " + voice.name(),
            voice.name(),
            model.manifest().name(),
            0,
            "bark-djl " + Versions.read().bark());
    AudioWriter writer =
        AudioFiles.encoding(
                audio,
                format.get(),
                new Output(Optional.of(file)).spoolFolder(),
                context.environment())
            .writer(rate, tags, new SoundReport());
    AtomicFile.writePatched(file, out -> writer.stream(out, AudioSource.of(samples)));
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

  private static VoiceCatalogue catalogue(ModelPackage model, Path own) throws IOException {
    Path folder = model.voicesFolder();
    return (Files.isDirectory(folder) ? VoiceCatalogue.open(folder) : VoiceCatalogue.empty())
        .with(own);
  }

  /** The user's own voices are listed as far as the model can speak with them. */
  private static String list(ModelPackage model, Path own, Optional<Language> only)
      throws IOException {
    VoiceCatalogue catalogue = catalogue(model, own);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "LANGUAGE", "DURATION", "DEFAULT"));
    for (String name : catalogue.names()) {
      if (only.isPresent() && !VoiceCatalogue.language(name).equals(only)) {
        continue;
      }
      Voice voice = catalogue.named(name);
      if (!model.manifest().isOwn(voice)) {
        continue;
      }
      boolean isDefault = name.equals(model.manifest().defaultVoice());
      rows.add(List.of(name, language(name), seconds(voice.duration()), isDefault ? "yes" : "-"));
    }
    return Table.of(rows);
  }

  private static String describe(Voice voice) {
    List<List<String>> rows =
        new ArrayList<>(
            List.of(
                List.of("name", voice.name()),
                List.of("language", language(voice.name())),
                List.of("duration", seconds(voice.duration())),
                List.of("semantic tokens", Integer.toString(voice.semantic().length)),
                List.of("coarse frames", Integer.toString(voice.coarse()[0].length)),
                List.of("fine frames", Integer.toString(voice.fine()[0].length))));
    voice
        .origin()
        .ifPresent(origin -> rows.add(List.of("made by", origin.replaceAll("\\p{Cntrl}", " "))));
    return Table.of(rows);
  }

  private static String language(String name) {
    return VoiceCatalogue.language(name).map(Language::displayName).orElse("-");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
