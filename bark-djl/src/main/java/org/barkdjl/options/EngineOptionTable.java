package org.barkdjl.options;

import java.util.Locale;
import org.barkdjl.BarkOptions;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;

/** The options of the engine: how a model is run. */
public final class EngineOptionTable {
  /** The context of the causal models: no chunk can be longer. */
  private static final int MAX_CHUNK = 1024;

  /** More is a typing error. */
  private static final int MAX_THREADS = 1024;

  /** Their caches would take 13 GB with Suno's large model. */
  private static final int MAX_ROWS = 64;

  public static final Option<DeviceSpec> DEVICE =
      Option.of(
              "device",
              "DEVICE",
              "auto, cpu, cuda or cuda:N; auto is CUDA where it can be used.",
              DeviceSpec::parse)
          .letter("d")
          .byDefault(BarkOptions.DEFAULT.device().kind().name().toLowerCase(Locale.ROOT));

  public static final Option<Integer> THREADS =
      Option.whole("threads", "N", Range.between(0, MAX_THREADS), "CPU threads; 0 takes all cores.")
          .letter("t")
          .byDefault(BarkOptions.DEFAULT.threads());

  public static final Option<Integer> CHUNK =
      Option.whole(
              "chunk",
              "N",
              Range.between(0, MAX_CHUNK),
              "Tokens drawn in one call into libtorch; 0 leaves it to the device.")
          .byDefault(BarkOptions.DEFAULT.chunk());

  /** What users set; chunks are for those who look for faults. */
  public static final OptionTable<BarkOptions> OPTIONS =
      OptionTable.of(BarkOptions.DEFAULT)
          .with(DEVICE, BarkOptions::withDevice)
          .with(
              Option.of(
                      "precision",
                      "P",
                      "auto, fp32, fp16 or int8; auto is int8 on CPU and fp16 on CUDA.",
                      Precision::of)
                  .letter("p")
                  .byDefault(BarkOptions.DEFAULT.precision().id()),
              BarkOptions::withPrecision)
          .with(THREADS, BarkOptions::withThreads)
          .with(
              Option.whole(
                      "rows",
                      "N",
                      Range.between(0, MAX_ROWS),
                      "Pieces to decode together; 0 takes what the free memory allows, up to 8, on CUDA"
                          + " 64.")
                  .byDefault(BarkOptions.DEFAULT.rows()),
              BarkOptions::withRows)
          .with(
              Option.flag(
                  "offload",
                  "Keep a stage's model in memory only while it works: less memory, more loading."),
              BarkOptions::withOffload);

  private EngineOptionTable() {}
}
