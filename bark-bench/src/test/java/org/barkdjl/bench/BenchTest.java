package org.barkdjl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark on the embedded model. */
@Tag("slow")
class BenchTest {
  private static final BenchOptions ONCE =
      BenchOptions.DEFAULT
          .withDevice(DeviceSpec.CPU)
          .withPrecisions(List.of(Precision.FP32))
          .withAudio(Duration.ofMillis(200))
          .withThreads(1)
          .withBatches(List.of(1, 2))
          .withRuns(1);

  private static final List<BenchRow> HEARD = new ArrayList<>();
  @TempDir static Path folder;
  private static BenchReport report;

  @BeforeAll
  static void measure() throws IOException {
    report = new Bench(ONCE, new RandomModels(folder), HEARD::add).run(BenchTest::nano);
  }

  @Test
  void everyPartIsMeasured() {
    assertEquals(
        EnumSet.allOf(BenchPart.class),
        report.rows().stream().map(row -> BenchPart.of(row.part())).collect(Collectors.toSet()));
    assertEquals(
        List.of(
            "load",
            "prefill 257",
            "prefill 887",
            "decode at 257",
            "decode at 513",
            "decode at 960",
            "decode at 513"),
        report.rows().stream()
            .filter(row -> row.part().equals("coarse"))
            .map(BenchRow::work)
            .toList());
    assertEquals(HEARD, report.rows());
  }

  @Test
  void figuresAreFiniteAndPositive() {
    for (BenchRow row : report.rows()) {
      assertTrue(row.millis() > 0 && Double.isFinite(row.millis()), row::toString);
      assertTrue(row.bestMillis() > 0 && row.bestMillis() <= row.millis(), row::toString);
      assertTrue(row.cpuMillis() >= 0, row::toString);
      assertTrue(row.perSecond() > 0 || row.work().equals("load"), row::toString);
      assertTrue(
          row.batch() == 1 || row.batch() == 2 || row.part().equals("dispatch"), row::toString);
    }
    for (BenchRow row : report.rows()) {
      if (Set.of("semantic", "coarse", "fine").contains(row.part()) && !row.work().equals("load")) {
        assertTrue(row.share() > 0 && Double.isFinite(row.share()), row::toString);
      }
    }
    for (MachineLimits limits : report.machine()) {
      assertTrue(limits.readBytesPerSecond() > 0, limits::toString);
      assertTrue(limits.squareFlops() > 0 && limits.tallFlops() > 0, limits::toString);
    }
  }

  @Test
  void dispatchIsMeasuredInBothFormsWithFewAndManyRows() {
    assertEquals(
        List.of(
            "step, row by row 1",
            "step, row by row 8",
            "step, row by row 32",
            "step, all rows 1",
            "step, all rows 8",
            "step, all rows 32"),
        report.rows().stream()
            .filter(row -> row.part().equals("dispatch"))
            .map(row -> row.work() + " " + row.batch())
            .toList());
  }

  @Test
  void theReportIsJson() {
    JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
    assertEquals("nano", json.get("model").getAsString());
    assertEquals(report.rows().size(), json.getAsJsonArray("rows").size());
    for (JsonElement row : json.getAsJsonArray("rows")) {
      assertTrue(row.getAsJsonObject().get("ms").getAsDouble() > 0, row::toString);
    }
    assertFalse(report.toJson().contains("NaN"));
  }

  @Test
  void theReportIsATable() {
    List<String> lines = report.toTable().lines().toList();
    assertEquals(1 + report.machine().size() + 1 + 1 + report.rows().size(), lines.size());
    int heading = lines.indexOf("") + 1;
    assertTrue(lines.get(heading).startsWith("part "), lines.get(heading));
    assertFalse(report.toTable().contains("NaN"));
  }

  @Test
  void theListenerMayEndIt() {
    Bench bench =
        new Bench(
            ONCE.withParts(Set.of(BenchPart.CODEC)),
            new RandomModels(folder),
            row -> {
              throw new CancelledException("enough");
            });
    assertThrows(CancelledException.class, () -> bench.run(BenchTest::nano));
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ONCE.withRuns(0));
    assertThrows(IllegalArgumentException.class, () -> ONCE.withRuns(1000));
    assertThrows(IllegalArgumentException.class, () -> ONCE.withThreads(-1));
    assertThrows(IllegalArgumentException.class, () -> ONCE.withAudio(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> ONCE.withParts(Set.of()));
    assertThrows(IllegalArgumentException.class, () -> BenchPart.of("vocoder"));
  }

  private static List<ModelPackage> nano(List<Precision> precisions) throws IOException {
    ModelStore store = new ModelStore(Path.of("target", "test-home").toAbsolutePath());
    return List.of(store.open(ModelStore.EMBEDDED, precisions.get(0)));
  }
}
