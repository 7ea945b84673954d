package org.barkdjl.app.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.Commands;
import org.barkdjl.app.batch.BatchOptions;
import org.barkdjl.app.batch.NameTemplate;
import org.barkdjl.app.cli.AudioOptions;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.EngineArguments;
import org.barkdjl.app.cli.ProgressKind;
import org.barkdjl.app.cli.Setting;
import org.barkdjl.app.cli.Suggestion;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.say.SayOptions;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.model.ModelStore;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.text.SpeechPlanOptions;

/** Which options may have defaults of the user's own. */
public final class ConfigKeys {
  /** A default for one of these would surprise: it belongs to one text, one file or one run. */
  static final List<Option> OF_ONE_RUN =
      List.of(
          SayOptions.OUTPUT,
          SayOptions.FILE,
          SayOptions.SEED,
          SayOptions.SPEAKERS,
          SayOptions.SRT,
          SayOptions.VTT,
          SayOptions.SAVE_VOICE,
          BatchOptions.FOLDER,
          BatchOptions.FORMAT,
          BatchOptions.SHARD);

  private final List<Command> commands;
  private final Set<String> names = new TreeSet<>();

  public ConfigKeys(Commands all) {
    commands = all.list().stream().filter(Command::takesDefaults).toList();
    for (ConfigKey key : list()) {
      names.add(key.option());
      commands(key).forEach(command -> names.add(ConfigKey.name(command, key.option())));
    }
  }

  /** In the order of {@code conf/bark.properties}; a key for each command where they differ. */
  static List<ConfigKey> list() {
    SemanticOptions semantic = SemanticOptions.DEFAULT;
    CoarseOptions coarse = CoarseOptions.DEFAULT;
    SpeechPlanOptions plan = SpeechPlanOptions.DEFAULT;
    BarkOptions engine = BarkOptions.DEFAULT;
    return List.of(
        key(CommonOptions.MODEL, ModelStore.EMBEDDED),
        key(SayOptions.VOICE, ""),
        key(SayOptions.TEXT_TEMP, semantic.sampling().temperature()),
        key(SayOptions.WAVEFORM_TEMP, coarse.sampling().temperature()),
        key(SayOptions.FINE_TEMP, FineOptions.DEFAULT.temperature()),
        key(SayOptions.TOP_K, semantic.sampling().topK()),
        key(SayOptions.TOP_P, semantic.sampling().topP()),
        key(SayOptions.MIN_EOS_P, semantic.minEosP().orElseThrow()),
        key(SayOptions.COARSE_HISTORY, coarse.maxHistory()),
        key(SayOptions.COARSE_WINDOW, coarse.windowLength()),
        key(SayOptions.MAX_SECONDS, ""),
        key(SayOptions.LANGUAGE, ""),
        key(SayOptions.MAX_SENTENCE_SECONDS, plan.longestPiece().toSeconds()),
        key(SayOptions.PAUSE, plan.pause().toMillis() / 1e3 + "s"),
        key(AudioOptions.FORMAT, ""),
        key(AudioOptions.SAMPLE_RATE, ""),
        key(AudioOptions.NORMALIZE, ""),
        key(SayOptions.DEVICE, engine.device().kind().name().toLowerCase(Locale.ROOT)),
        key(SayOptions.PRECISION, engine.precision().id()),
        key(SayOptions.THREADS, engine.threads()),
        key(EngineArguments.ROWS, engine.rows()),
        key(BatchOptions.NAME, NameTemplate.DEFAULT.pattern()),
        key(BatchOptions.PROGRESS, ProgressKind.AUTO.name().toLowerCase(Locale.ROOT)),
        new ConfigKey("say", SayOptions.RETRY.getLongOpt(), ""),
        new ConfigKey("batch", BatchOptions.RETRY.getLongOpt(), ""));
  }

  /**
   * Refuses a name that is no key.
   *
   * @param place where it stands
   * @throws UsageException with the nearest that is one
   */
  void check(String name, String place) {
    if (names.contains(name)) {
      return;
    }
    String option = name.substring(name.indexOf('.') + 1);
    if (OF_ONE_RUN.stream().anyMatch(one -> one.getLongOpt().equals(option))) {
      throw new UsageException(
          place + ": '" + option + "' belongs to one run; it can only be given as an option.");
    }
    throw new UsageException(
        place
            + ": there is no key '"
            + name
            + "'; "
            + Suggestion.of(name, names, 2)
                .map(key -> "did you mean '" + key + "'?")
                .orElse("'bark info --config' lists them."));
  }

  /** All that may be written, those for one command among them. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  /** What a command takes from a configuration: the long names of options. */
  Set<String> options(Command command) {
    return list().stream()
        .filter(key -> commands(key).anyMatch(command.name()::equals))
        .map(ConfigKey::option)
        .collect(Collectors.toSet());
  }

  /** The commands whose default the key is. */
  Stream<String> commands(ConfigKey key) {
    return commands.stream()
        .filter(command -> command.options().hasLongOption(key.option()))
        .map(Command::name)
        .filter(name -> key.command().isEmpty() || key.command().equals(name));
  }

  /** The value without any configuration, if the key has one. */
  static Optional<Setting> builtIn(String command, String option) {
    return list().stream()
        .filter(key -> key.option().equals(option))
        .filter(key -> key.command().isEmpty() || key.command().equals(command))
        .map(key -> Setting.builtIn(key.builtIn()))
        .findFirst();
  }

  private static ConfigKey key(Option option, Object builtIn) {
    return new ConfigKey("", option.getLongOpt(), builtIn.toString());
  }
}
