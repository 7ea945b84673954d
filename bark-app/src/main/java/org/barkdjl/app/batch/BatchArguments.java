package org.barkdjl.app.batch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.AudioArguments;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.ProgressKind;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.say.SayArguments;
import org.barkdjl.app.say.SayOptions;

/**
 * A line of {@code bark batch}, understood.
 *
 * @param manifest the file with the texts; empty: standard input
 * @param format how it is written, if that is said
 * @param folder where the audio goes
 * @param name how files are named
 * @param shard which part to make
 * @param retry how many other seeds to try, if given
 * @param failFast stop at the first item that fails
 * @param dryRun only show what would be done
 * @param verify check finished files by their hash
 * @param progress how to show it
 * @param seed from which items' seeds are derived
 * @param audio what kind of files to write
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
    Optional<Integer> retry,
    boolean failFast,
    boolean dryRun,
    boolean verify,
    ProgressKind progress,
    long seed,
    AudioArguments audio,
    Map<String, String> itemOptions,
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
    CommandLine line = values.line();
    if (line.getArgList().size() != 1) {
      throw new UsageException(
          "batch takes one manifest: a file with a text a line, or - for standard input.");
    }
    if (line.hasOption(BatchOptions.KEEP_GOING) && line.hasOption(BatchOptions.FAIL_FAST)) {
      throw new UsageException("Give either --keep-going or --fail-fast, not both.");
    }
    String manifest = line.getArgList().get(0);
    OptionValues ofItems = values.only(BatchOptions.OF_ITEMS);
    // Values that are wrong are wrong here, and not in each item.
    SayArguments.of(ofItems);
    SayArguments common = SayArguments.of(values.only(BatchOptions.OF_ENGINE));
    return new BatchArguments(
        manifest.equals(STDIN)
            ? Optional.empty()
            : Optional.of(OptionValues.path(manifest, "the manifest")),
        values.checked(BatchOptions.FORMAT, ManifestFormat::of),
        values.path(BatchOptions.FOLDER).orElse(Path.of(BatchOptions.DEFAULT_FOLDER)),
        values.checked(BatchOptions.NAME, NameTemplate::new).orElse(NameTemplate.DEFAULT),
        values.checked(BatchOptions.SHARD, Shard::parse).orElse(Shard.WHOLE),
        values.checked(BatchOptions.RETRY, n -> OptionValues.count(n, SayArguments.MAX_RETRIES)),
        line.hasOption(BatchOptions.FAIL_FAST),
        line.hasOption(BatchOptions.DRY_RUN),
        line.hasOption(BatchOptions.VERIFY),
        values.checked(BatchOptions.PROGRESS, ProgressKind::of).orElse(ProgressKind.AUTO),
        values.checked(BatchOptions.SEED, OptionValues::whole).orElse(BatchOptions.DEFAULT_SEED),
        AudioArguments.of(values),
        ofItems.texts(),
        common.model(),
        common.engine(),
        line.hasOption(SayOptions.QUIET));
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
