package org.barkdjl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.error.CancelledException;
import org.barkdjl.model.ModelStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LoadBenchTest {
  private static final LoadOptions FEW = new LoadOptions(List.of(1, 3), 2, Duration.ofMillis(500));

  @Test
  @Tag("slow")
  void everyClientIsHeard() throws IOException {
    BarkOptions options = BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withThreads(1);
    List<LoadRow> told = new ArrayList<>();
    ModelStore store = new ModelStore(Path.of("target", "test-home").toAbsolutePath());
    LoadReport report;
    try (Bark bark = Bark.open(store, ModelStore.EMBEDDED, options)) {
      LoadTarget engine = new EngineTarget(bark, Optional.empty());
      report = new LoadBench(engine, FEW, told::add, () -> false).run();
      assertThrows(
          CancelledException.class, () -> new LoadBench(engine, FEW, told::add, () -> true).run());
    }

    assertEquals(told, report.rows());
    assertEquals(List.of(0, 1, 3), report.rows().stream().map(LoadRow::clients).toList());
    assertEquals(List.of(6, 2, 6), report.rows().stream().map(LoadRow::requests).toList());
    for (LoadRow row : report.rows()) {
      assertTrue(row.audioSeconds() > 0.1 * row.requests(), row::toString);
      assertTrue(row.firstMedian() > 0 && row.firstMedian() <= row.first95(), row::toString);
      assertTrue(row.firstMedian() <= row.wholeMedian(), row::toString);
      assertTrue(row.wholeMedian() <= row.wallSeconds(), row::toString);
      assertTrue(row.processorSeconds() > 0, row::toString);
    }
  }

  @Test
  void figuresAreThoseOfTheWaits() throws IOException {
    LoadReport report = new LoadBench(new Metronome(-1), FEW, row -> {}, () -> false).run();

    assertEquals(12, report.rows().get(2).audioSeconds());
    assertEquals(2, report.rows().get(1).perProcessorSecond());
    List<String> lines = report.toTable().lines().toList();
    assertEquals("metronome", lines.get(0));
    assertTrue(lines.get(3).startsWith("in turn "), lines.get(3));
    assertEquals(6, lines.size());
    JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
    assertEquals(3, json.getAsJsonArray("rows").size());
  }

  @Test
  void aFailureEndsIt() {
    LoadBench bench = new LoadBench(new Metronome(5), FEW, row -> {}, () -> false);

    assertEquals("enough", assertThrows(IOException.class, bench::run).getMessage());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new LoadOptions(List.of(), 1, second));
    assertThrows(IllegalArgumentException.class, () -> new LoadOptions(List.of(0), 1, second));
    assertThrows(IllegalArgumentException.class, () -> new LoadOptions(List.of(1), 0, second));
    assertThrows(
        IllegalArgumentException.class, () -> new LoadOptions(List.of(1), 1, Duration.ZERO));
  }

  /** Gives two seconds of audio for a second of processor time. */
  private static final class Metronome implements LoadTarget {
    private final AtomicInteger spoken = new AtomicInteger();
    private final int enough;

    /**
     * @param enough fails at so many texts
     */
    Metronome(int enough) {
      this.enough = enough;
    }

    @Override
    public String name() {
      return "metronome";
    }

    @Override
    public Duration speak(
        String text, long seed, Duration longest, Runnable heard, BooleanSupplier cancelled)
        throws IOException {
      heard.run();
      if (spoken.incrementAndGet() == enough) {
        throw new IOException("enough");
      }
      return Duration.ofSeconds(2);
    }

    @Override
    public double processorSeconds() {
      return spoken.get();
    }
  }
}
