package org.barkdjl.app.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;

/**
 * A line of {@code bark replay}, understood.
 *
 * @param recording the recorded case
 * @param checkpoints the folder of the weights that it was recorded with
 * @param write where to write what was computed
 * @param engine how to run the model; always in fp32
 */
public record ReplayOptions(
    Path recording, Path checkpoints, Optional<Path> write, BarkOptions engine) {
  static final Option<Path> CHECKPOINTS =
      Option.of(
              "checkpoints",
              "DIR",
              "Folder with text.pt, coarse.pt, fine.pt and a codec .th.",
              value -> OptionValues.path(value, "--checkpoints"))
          .required()
          .forOneRun();
  private static final Option<Path> WRITE =
      CommonOptions.newFile("write", "Write what was computed (.npz).");
  private static final Option<DeviceSpec> DEVICE =
      EngineOptionTable.DEVICE.byDefault(DeviceSpec.CPU.kind().name().toLowerCase(Locale.ROOT));

  /** How to run the model: in fp32, as recordings were made. */
  private static final OptionTable<BarkOptions> ENGINE =
      OptionTable.of(BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.FP32))
          .with(EngineOptionTable.CHUNK, BarkOptions::withChunk)
          .with(DEVICE, BarkOptions::withDevice)
          .with(EngineOptionTable.THREADS, BarkOptions::withThreads);

  static List<Option<?>> all() {
    List<Option<?>> options = new ArrayList<>(List.of(CHECKPOINTS, WRITE));
    options.addAll(ENGINE.options());
    return options;
  }

  /**
   * Understands a line.
   *
   * @throws UsageException if something is missing or out of range
   */
  static ReplayOptions of(OptionValues values) {
    List<String> words = values.words();
    if (words.size() != 1) {
      throw new UsageException("replay takes one recorded case (.npz), not " + words.size() + ".");
    }
    Path checkpoints =
        values
            .get(CHECKPOINTS)
            .orElseThrow(() -> new UsageException("replay needs --checkpoints DIR."));
    return new ReplayOptions(
        OptionValues.path(words.get(0), "the case"),
        checkpoints,
        values.get(WRITE),
        values.get(ENGINE));
  }
}
