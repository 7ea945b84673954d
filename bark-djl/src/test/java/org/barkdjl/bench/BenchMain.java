package org.barkdjl.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelStore;

/** Scratch: {@code --random small --threads 1 --precision int8,fp32 --parts ... --json FILE}. */
final class BenchMain {
  public static void main(String[] arguments) throws Exception {
    BenchOptions options = BenchOptions.DEFAULT.withDevice(DeviceSpec.CPU);
    String random = null;
    String model = "nano";
    Path json = null;
    Path home = Path.of(System.getProperty("user.home"), ".cache", "bark-djl-bench");
    for (int i = 0; i < arguments.length; i += 2) {
      String value = arguments[i + 1];
      List<String> values = Arrays.asList(value.split(","));
      switch (arguments[i]) {
        case "--random" -> random = value;
        case "--model" -> model = value;
        case "--threads" -> options = options.withThreads(Integer.parseInt(value));
        case "--runs" -> options = options.withRuns(Integer.parseInt(value));
        case "--seconds" ->
            options =
                options.withAudio(Duration.ofMillis((long) (Double.parseDouble(value) * 1e3)));
        case "--precision" ->
            options = options.withPrecisions(values.stream().map(Precision::of).toList());
        case "--parts" ->
            options =
                options.withParts(values.stream().map(BenchPart::of).collect(Collectors.toSet()));
        case "--json" -> json = Path.of(value);
        case "--home" -> home = Path.of(value);
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    String name = model;
    ModelStore store = new ModelStore(home);
    Bench.Source source = precision -> store.open(name, precision);
    if (random != null) {
      RandomSize size = RandomSize.of(random);
      RandomModels models = new RandomModels(home.resolve("bench"));
      List<Precision> precisions = options.precisions();
      models.open(size, precisions);
      source = precision -> models.open(size, List.of(precision)).get(0);
    }
    BenchReport report =
        new Bench(
                options,
                row ->
                    System.err.printf(
                        "%s %s %s: %.1f ms, cpu %.1f, %.0f%%%n",
                        row.part(),
                        row.work(),
                        row.precision().id(),
                        row.millis(),
                        row.cpuMillis(),
                        100 * row.share()))
            .run(source);
    System.out.print(report.toTable());
    if (json != null) {
      Files.writeString(json, report.toJson());
    }
  }
}
