package org.barkdjl.app.replay;

import static org.barkdjl.app.cli.CommonOptions.value;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.EngineArguments;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.say.SayOptions;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;

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
  public static final Option CHECKPOINTS =
      value(null, "checkpoints", "DIR", "Folder with text.pt, coarse.pt, fine.pt and a codec .th.");
  static final Option WRITE =
      value(null, "write", "FILE", "Write what was computed (.npz). Default: do not.");
  static final Option CHUNK =
      value(
          null,
          "chunk",
          "N",
          "Tokens drawn in one call into libtorch; 0 leaves it to the device. Default: "
              + BarkOptions.DEFAULT.chunk()
              + ".");
  static final Option DEVICE =
      value("d", "device", "DEVICE", "auto, cpu, cuda or cuda:N. Default: cpu.");
  static final Option THREADS = SayOptions.THREADS;

  /** The model's context: no chunk can be longer. */
  private static final int MAX_CHUNK = 1024;

  static Options all() {
    return new Options()
        .addOption(CHECKPOINTS)
        .addOption(WRITE)
        .addOption(CHUNK)
        .addOption(DEVICE)
        .addOption(THREADS);
  }

  /**
   * Understands a line.
   *
   * @throws UsageException if something is missing or out of range
   */
  static ReplayOptions of(CommandLine line) {
    OptionValues values = OptionValues.of(line);
    List<String> words = line.getArgList();
    if (words.size() != 1) {
      throw new UsageException("replay takes one recorded case (.npz), not " + words.size() + ".");
    }
    Path checkpoints =
        values
            .path(CHECKPOINTS)
            .orElseThrow(() -> new UsageException("replay needs --checkpoints DIR."));
    BarkOptions engine =
        BarkOptions.DEFAULT
            .withDevice(values.checked(DEVICE, DeviceSpec::parse).orElse(DeviceSpec.CPU))
            .withPrecision(Precision.FP32);
    engine =
        values.apply(
            THREADS,
            engine,
            (o, n) -> o.withThreads(OptionValues.count(n, EngineArguments.MAX_THREADS)));
    engine = values.apply(CHUNK, engine, (o, n) -> o.withChunk(OptionValues.count(n, MAX_CHUNK)));
    return new ReplayOptions(
        OptionValues.path(words.get(0), "the case"), checkpoints, values.path(WRITE), engine);
  }
}
