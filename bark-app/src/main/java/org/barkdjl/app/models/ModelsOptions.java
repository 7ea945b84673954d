package org.barkdjl.app.models;

import static org.barkdjl.app.cli.CommonOptions.flag;
import static org.barkdjl.app.cli.CommonOptions.value;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;

/** The options of {@code bark models}. */
final class ModelsOptions {
  static final Option NAME =
      value(
          "n",
          "name",
          "NAME",
          "What the model will be called. Default: of pull, small, large or the repository's name.");
  static final Option PRECISION =
      value(
          "p",
          "precision",
          "LIST",
          "What to install: auto, int8, fp16, fp32, or several with commas between them. Default:"
              + " auto, what 'bark say' uses on this machine.");
  static final Option FORCE =
      flag(null, "force", "Replace an installed model of that name once the new one is complete.");
  static final Option KEEP_DOWNLOAD =
      flag(null, "keep-download", "Keep the downloaded files after installing.");
  static final Option QUIET = flag("q", "quiet", "Show no progress.");

  private ModelsOptions() {}

  static Options all() {
    return new Options()
        .addOption(NAME)
        .addOption(PRECISION)
        .addOption(FORCE)
        .addOption(KEEP_DOWNLOAD)
        .addOption(QUIET);
  }

  /** Definite precisions; auto is what the best device of this machine computes in. */
  static Set<Precision> precisions(OptionValues values) {
    return values
        .checked(PRECISION, ModelsOptions::parse)
        .orElseGet(() -> EnumSet.of(Precision.AUTO))
        .stream()
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
