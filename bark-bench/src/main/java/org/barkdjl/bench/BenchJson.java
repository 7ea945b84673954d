package org.barkdjl.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Formats a report as JSON. */
final class BenchJson {
  private BenchJson() {}

  static String of(BenchReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("model", report.model());
    json.addProperty("device", report.device());
    json.addProperty("libtorch", report.libtorch());
    json.addProperty("cores", report.cores());
    json.addProperty("engine_start_ms", report.engineStartMillis());
    JsonArray machine = new JsonArray();
    report.machine().forEach(limits -> machine.add(json(limits)));
    json.add("machine", machine);
    JsonArray rows = new JsonArray();
    report.rows().forEach(row -> rows.add(json(row)));
    json.add("rows", rows);
    return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
  }

  private static JsonObject json(MachineLimits limits) {
    JsonObject json = new JsonObject();
    json.addProperty("threads", limits.threads());
    json.addProperty("read_bytes_per_second", limits.readBytesPerSecond());
    json.addProperty("square_flops", limits.squareFlops());
    json.addProperty("tall_flops", limits.tallFlops());
    return json;
  }

  private static JsonObject json(BenchRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("part", row.part());
    json.addProperty("work", row.work());
    json.addProperty("precision", row.precision().id());
    json.addProperty("threads", row.threads());
    json.addProperty("batch", row.batch());
    json.addProperty("runs", row.runs());
    known(json, "ms", row.millis());
    known(json, "best_ms", row.bestMillis());
    known(json, "cpu_ms", row.cpuMillis());
    known(json, "per_second", row.perSecond());
    if (!row.unit().isEmpty()) {
      json.addProperty("unit", row.unit());
    }
    known(json, "share_of_limit", row.share());
    known(json, "share_of_limit_by_cpu", row.cpuShare());
    knownBytes(json, "peak_bytes", row.peakBytes());
    knownBytes(json, "device_bytes", row.deviceBytes());
    return json;
  }

  private static void known(JsonObject json, String name, double value) {
    if (Double.isFinite(value)) {
      json.addProperty(name, value);
    }
  }

  private static void knownBytes(JsonObject json, String name, long bytes) {
    if (bytes > 0) {
      json.addProperty(name, bytes);
    }
  }
}
