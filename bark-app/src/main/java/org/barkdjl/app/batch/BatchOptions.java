package org.barkdjl.app.batch;

import static org.barkdjl.app.cli.CommonOptions.flag;
import static org.barkdjl.app.cli.CommonOptions.value;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.app.cli.AudioOptions;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.EngineArguments;
import org.barkdjl.app.say.SayOptions;
import org.barkdjl.narration.NarrationRequest;

/** The options of {@code bark batch}. What shapes the audio is named as in {@code say}. */
public final class BatchOptions {
  static final String DEFAULT_FOLDER = "bark-out";
  static final long DEFAULT_SEED = 0;

  public static final Option FOLDER =
      value(
          "d",
          "dir",
          "DIR",
          "The folder for the audio and results.jsonl; created if missing. Default: "
              + DEFAULT_FOLDER
              + ".");
  public static final Option NAME =
      value(
          null,
          "name",
          "TEMPLATE",
          "How files are named, with {id}, {index}, {voice} and {seed}. Default: "
              + NameTemplate.DEFAULT.pattern()
              + ".");
  public static final Option FORMAT =
      value(
          null,
          "manifest-format",
          "FORMAT",
          "jsonl, csv, tsv or text. Default: as the file's ending or first line says.");
  public static final Option SHARD =
      value(null, "shard", "I/N", "Make only part I of N, chosen by the ids. Default: 1/1.");
  public static final Option RETRY =
      value(
          null,
          "retry",
          "N",
          "Try up to N other seeds with a piece far too short or long for its text, and with an item"
              + " that failed. Default: "
              + NarrationRequest.USUAL_RETRIES
              + " for pieces of longer texts, else 0.");
  static final Option KEEP_GOING =
      flag(null, "keep-going", "Go on after an item that failed; so it is without this, too.");
  static final Option FAIL_FAST = flag(null, "fail-fast", "Stop at the first item that fails.");
  static final Option DRY_RUN =
      flag(null, "dry-run", "Check the manifest and show what would be made; write nothing.");
  static final Option VERIFY =
      flag(null, "verify", "Check finished files by their SHA-256, not only by their size.");
  public static final Option PROGRESS =
      value(
          null,
          "progress",
          "HOW",
          "auto, json (an object a line on standard error) or none. Default: auto.");
  static final Option SEED =
      value(
          "s",
          "seed",
          "N",
          "Items without a seed get one derived from this and their id. Default: "
              + DEFAULT_SEED
              + ".");

  /** Without its letter, which is the folder's here. */
  static final Option DEVICE =
      value(
          null,
          SayOptions.DEVICE.getLongOpt(),
          SayOptions.DEVICE.getArgName(),
          SayOptions.DEVICE.getDescription());

  /** What an item may set for itself, beside its seed. */
  static final List<Option> OF_ITEMS =
      List.of(
          SayOptions.VOICE,
          SayOptions.TEXT_TEMP,
          SayOptions.WAVEFORM_TEMP,
          SayOptions.FINE_TEMP,
          SayOptions.TOP_K,
          SayOptions.TOP_P,
          SayOptions.MIN_EOS_P,
          SayOptions.COARSE_HISTORY,
          SayOptions.COARSE_WINDOW,
          SayOptions.MAX_SECONDS,
          SayOptions.LANGUAGE,
          SayOptions.MAX_SENTENCE_SECONDS,
          SayOptions.PAUSE,
          SayOptions.SPEAKERS);

  /** What is the same for all. */
  static final List<Option> OF_ENGINE =
      List.of(
          CommonOptions.MODEL,
          DEVICE,
          SayOptions.PRECISION,
          SayOptions.THREADS,
          EngineArguments.ROWS,
          EngineArguments.OFFLOAD);

  private BatchOptions() {}

  static Options all() {
    Options options = new Options();
    Stream.of(
            List.of(FOLDER, NAME, FORMAT, SHARD, RETRY, KEEP_GOING, FAIL_FAST, DRY_RUN, VERIFY),
            List.of(PROGRESS, SEED),
            OF_ITEMS,
            AudioOptions.ALL,
            OF_ENGINE,
            List.of(SayOptions.QUIET))
        .flatMap(List::stream)
        .forEach(options::addOption);
    return options;
  }
}
