package org.barkdjl.app.cli;

import static org.barkdjl.app.cli.CommonOptions.flag;
import static org.barkdjl.app.cli.CommonOptions.value;

import org.apache.commons.cli.Option;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.say.SayOptions;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;

/** How a line asks for the model to be run. */
public final class EngineArguments {
  public static final Option ROWS =
      value(
          null,
          "rows",
          "N",
          "Pieces to decode together; 0 takes what the free memory allows, up to 8. Default: "
              + BarkOptions.DEFAULT.rows()
              + ".");
  public static final Option OFFLOAD =
      flag(
          null,
          "offload",
          "Keep a stage's model in memory only while it works: less memory, more loading.");

  /** More is a typing error. */
  public static final int MAX_THREADS = 1024;

  /** Their caches would take 13 GB with Suno's large model. */
  private static final int MAX_ROWS = 64;

  private EngineArguments() {}

  /**
   * Understands the options.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static BarkOptions of(OptionValues values) {
    BarkOptions options = BarkOptions.DEFAULT;
    options =
        values.apply(SayOptions.DEVICE, options, (o, spec) -> o.withDevice(DeviceSpec.parse(spec)));
    options =
        values.apply(SayOptions.PRECISION, options, (o, id) -> o.withPrecision(Precision.of(id)));
    options =
        values.apply(
            SayOptions.THREADS,
            options,
            (o, n) -> o.withThreads(OptionValues.count(n, MAX_THREADS)));
    options = values.apply(ROWS, options, (o, n) -> o.withRows(OptionValues.count(n, MAX_ROWS)));
    return options.withOffload(values.line().hasOption(OFFLOAD));
  }
}
