package org.barkdjl.app.models;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.options.Option;

/** The options of {@code bark models}. */
final class ModelsOptions {
  static final Option<String> NAME =
      Option.text("name", "NAME", "What the model will be called.")
          .letter("n")
          .otherwise("of pull, small, large or the repository's name");
  static final Option<Set<Precision>> PRECISION =
      Option.of(
              "precision",
              "LIST",
              "What to install: auto, int8, fp16, fp32, or several with commas between them.",
              ModelsOptions::parse)
          .letter("p")
          .otherwise("auto, what 'bark say' uses on this machine");
  static final Option<Boolean> FORCE =
      Option.flag("force", "Replace an installed model of that name once the new one is complete.");
  static final Option<Boolean> KEEP_DOWNLOAD =
      Option.flag("keep-download", "Keep the downloaded files after installing.");
  static final Option<Boolean> QUIET = Option.flag("quiet", "Show no progress.").letter("q");

  private ModelsOptions() {}

  static List<Option<?>> all() {
    return List.of(NAME, PRECISION, FORCE, KEEP_DOWNLOAD, QUIET);
  }

  /** Definite precisions; auto is what the best device of this machine computes in. */
  static Set<Precision> precisions(OptionValues values) {
    return values.get(PRECISION).orElseGet(() -> EnumSet.of(Precision.AUTO)).stream()
        .map(ModelsOptions::definite)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Precision.class)));
  }

  private static Set<Precision> parse(String list) {
    Set<Precision> precisions = EnumSet.noneOf(Precision.class);
    for (String id : list.split(",", -1)) {
      precisions.add(Precision.of(id.strip()));
    }
    return precisions;
  }

  private static Precision definite(Precision precision) {
    return precision == Precision.AUTO
        ? Devices.precision(precision, Devices.select(DeviceSpec.AUTO))
        : precision;
  }
}
