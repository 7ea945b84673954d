package org.barkdjl.app.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.ProgressKind;
import org.barkdjl.app.cli.Retries;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Numbers;
import org.barkdjl.options.Option;
import org.barkdjl.options.SpeechOptionTable;

/** The options of {@code bark batch}. What shapes the audio is named as in {@code say}. */
final class BatchOptions {
  static final Option<Path> FOLDER =
      Option.of(
              "dir",
              "DIR",
              "The folder for the audio and results.jsonl; created if missing.",
              value -> OptionValues.path(value, "--dir"))
          .letter("d")
          .byDefault("bark-out")
          .forOneRun();
  static final Option<NameTemplate> NAME =
      Option.of(
              "name",
              "TEMPLATE",
              "How files are named, with {id}, {index}, {voice} and {seed}.",
              NameTemplate::new)
          .byDefault(NameTemplate.DEFAULT.pattern());
  static final Option<ManifestFormat> FORMAT =
      Option.of("manifest-format", "FORMAT", "jsonl, csv, tsv or text.", ManifestFormat::of)
          .otherwise("as the file's ending or first line says")
          .forOneRun();
  static final Option<Shard> SHARD =
      Option.of("shard", "I/N", "Make only part I of N, chosen by the ids.", Shard::parse)
          .byDefault("1/1")
          .forOneRun();
  static final Option<Integer> RETRY =
      Retries.option(
              "Try up to N other seeds with a piece far too short or long for its text, and with an"
                  + " item that failed.")
          .otherwise(NarrationRequest.USUAL_RETRIES + " for pieces of longer texts, else 0");
  static final Option<Boolean> KEEP_GOING =
      Option.flag("keep-going", "Go on after an item that failed; so it is without this, too.");
  static final Option<Boolean> FAIL_FAST =
      Option.flag("fail-fast", "Stop at the first item that fails.");
  static final Option<Boolean> DRY_RUN =
      Option.flag("dry-run", "Check the manifest and show what would be made; write nothing.");
  static final Option<Boolean> VERIFY =
      Option.flag("verify", "Check finished files by their SHA-256, not only by their size.");
  static final Option<Boolean> SAVE_VOICES =
      Option.flag("save-voices", "Keep what was said as a voice (.npz), beside each audio file.");
  static final Option<Boolean> PAGE =
      Option.flag("page", "Write index.html beside the audio, a page to listen and choose by.");
  static final Option<Path> FROM =
      CommonOptions.file(
          "from",
          "Make the takes final that this file names, as the page saves it; of the manifest, if one is"
              + " given, only what it refuses is made.");
  static final Option<ProgressKind> PROGRESS =
      Option.of(
              "progress",
              "HOW",
              "auto, json (an object a line on standard error) or none.",
              ProgressKind::of)
          .byDefault("auto");

  /** Stands for that of an item, which is not the same. */
  static final Option<Long> SEED =
      Option.of(
              SpeechOptionTable.SEED.name(),
              "N",
              "Items without a seed get one derived from this and their id.",
              Numbers::seed)
          .letter("s")
          .byDefault(0)
          .forOneRun();

  private BatchOptions() {}

  /** What an item may set for itself, beside its seed. */
  static List<Option<?>> ofItems() {
    List<Option<?>> options = new ArrayList<>(SpeechOptionTable.OPTIONS.options());
    options.remove(SpeechOptionTable.SEED);
    return options;
  }

  /** All, in the order of the help. */
  static List<Option<?>> all() {
    List<Option<?>> options =
        new ArrayList<>(
            List.of(
                FOLDER,
                NAME,
                FORMAT,
                SHARD,
                Takes.COUNT,
                Takes.KEEP,
                SAVE_VOICES,
                PAGE,
                FROM,
                RETRY,
                KEEP_GOING,
                FAIL_FAST,
                DRY_RUN,
                VERIFY,
                PROGRESS,
                SEED));
    options.addAll(ofItems());
    options.add(CommonOptions.LEXICON);
    options.addAll(AudioOptionTable.OPTIONS.options());
    options.add(CommonOptions.MODEL);
    options.addAll(EngineOptionTable.OPTIONS.options());
    // Its letter is the folder's here.
    options.replaceAll(
        option -> option.equals(EngineOptionTable.DEVICE) ? option.letter("") : option);
    options.add(CommonOptions.QUIET);
    return options;
  }
}
