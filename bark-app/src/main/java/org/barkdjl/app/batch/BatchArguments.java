package org.barkdjl.app.batch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.ProgressKind;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.AudioOptions;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Option;
import org.barkdjl.options.Setting;
import org.barkdjl.options.SpeechOptionTable;

/**
 * A line of {@code bark batch}, understood.
 *
 * @param manifest the file with the texts; empty: standard input
 * @param format how it is written, if that is said
 * @param folder where the audio goes
 * @param name how files are named
 * @param shard which part to make
 * @param takes how many of each item
 * @param saveVoices whether voices are kept
 * @param page whether a page is written
 * @param from what was chosen on a page before
 * @param choosesOnly whether nothing is made, as there is no manifest
 * @param retry how many other seeds to try, if given
 * @param failFast stop at the first item that fails
 * @param dryRun only show what would be done
 * @param verify check finished files by their hash
 * @param progress how to show it
 * @param seed from which items' seeds are derived
 * @param audio what kind of files to write
 * @param lexicon what to say instead of words and phrases, if given
 * @param itemOptions options for items that do not set them, by their long names
 * @param model name or folder of the model
 * @param engine how to run it
 * @param quiet no progress, no summary
 */
public record BatchArguments(
    Optional<Path> manifest,
    Optional<ManifestFormat> format,
    Path folder,
    NameTemplate name,
    Shard shard,
    Takes takes,
    boolean saveVoices,
    boolean page,
    Optional<ChosenTakes> from,
    boolean choosesOnly,
    Optional<Integer> retry,
    boolean failFast,
    boolean dryRun,
    boolean verify,
    ProgressKind progress,
    long seed,
    AudioOptions audio,
    Optional<Path> lexicon,
    Map<String, Setting> itemOptions,
    String model,
    BarkOptions engine,
    boolean quiet) {
  private static final String STDIN = "-";

  /**
   * Understands a line.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static BatchArguments of(OptionValues values) {
    boolean needsManifest = !values.has(BatchOptions.FROM) || values.has(BatchOptions.DRY_RUN);
    if (values.words().size() > 1 || (needsManifest && values.words().isEmpty())) {
      throw new UsageException(
          "batch takes one manifest: a file with a text a line, or - for standard input.");
    }
    if (values.has(BatchOptions.KEEP_GOING) && values.has(BatchOptions.FAIL_FAST)) {
      throw new UsageException("Give either --keep-going or --fail-fast, not both.");
    }
    if (values.has(BatchOptions.SAVE_VOICES) && Takes.of(values).keepBest()) {
      throw new UsageException(
          "Option --save-voices keeps the voices of all takes: give it without --keep best.");
    }
    String manifest = values.words().isEmpty() ? STDIN : values.words().get(0);
    OptionValues ofItems = values.only(BatchOptions.ofItems().stream().map(Option::name).toList());
    // Values that are wrong are wrong here, and not in each item.
    ofItems.get(SpeechOptionTable.OPTIONS);
    return new BatchArguments(
        manifest.equals(STDIN)
            ? Optional.empty()
            : Optional.of(OptionValues.path(manifest, "the manifest")),
        values.get(BatchOptions.FORMAT),
        values.getOrDefault(BatchOptions.FOLDER),
        values.getOrDefault(BatchOptions.NAME),
        values.getOrDefault(BatchOptions.SHARD),
        Takes.of(values),
        values.has(BatchOptions.SAVE_VOICES),
        values.has(BatchOptions.PAGE),
        values.get(BatchOptions.FROM).map(ChosenTakes::read),
        values.words().isEmpty(),
        values.get(BatchOptions.RETRY),
        values.has(BatchOptions.FAIL_FAST),
        values.has(BatchOptions.DRY_RUN),
        values.has(BatchOptions.VERIFY),
        values.getOrDefault(BatchOptions.PROGRESS),
        values.getOrDefault(BatchOptions.SEED),
        values.get(AudioOptionTable.OPTIONS),
        values.get(CommonOptions.LEXICON),
        ofItems.settings(),
        values.getOrDefault(CommonOptions.MODEL),
        values.get(EngineOptionTable.OPTIONS),
        values.has(CommonOptions.QUIET));
  }

  /** Which items the run is about. */
  Predicate<String> wanted() {
    return id -> shard.holds(id) && from.map(chosen -> chosen.refused().contains(id)).orElse(true);
  }

  /** What to do where items fail. */
  public BatchRun.Policy policy() {
    return new BatchRun.Policy(failFast, retry.orElse(0));
  }

  /** What messages call the manifest. */
  String manifestName() {
    return manifest.map(Path::toString).orElse("Standard input");
  }
}
