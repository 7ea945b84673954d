package org.barkdjl.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of many clients.
 *
 * @param target what they asked
 * @param rows the texts one after the other, then each number of clients
 */
public record LoadReport(String target, List<LoadRow> rows) {
  private static final List<String> HEAD =
      List.of(
          "clients", "texts", "first s", "95 of 100", "whole s", "audio s", "a second", "of cpu");

  public LoadReport {
    rows = List.copyOf(rows);
  }

  /** The report as aligned text, a line each. */
  public String toTable() {
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    for (LoadRow row : rows) {
      cells.add(
          List.of(
              row.clients() == 0 ? "in turn" : Integer.toString(row.clients()),
              Integer.toString(row.requests()),
              number(row.firstMedian()),
              number(row.first95()),
              number(row.wholeMedian()),
              number(row.audioSeconds()),
              number(row.perSecond()),
              number(row.perProcessorSecond())));
    }
    StringBuilder text = new StringBuilder(target + "\n\n");
    BenchTable.align(text, cells, 0);
    return text.toString();
  }

  /** The report as JSON; figures that are not known are left out. */
  public String toJson() {
    JsonArray array = new JsonArray();
    for (LoadRow row : rows) {
      JsonObject json = new JsonObject();
      json.addProperty("clients", row.clients());
      json.addProperty("requests", row.requests());
      json.addProperty("first_audio_seconds", row.firstMedian());
      json.addProperty("first_audio_seconds_95", row.first95());
      json.addProperty("whole_seconds", row.wholeMedian());
      json.addProperty("audio_seconds", row.audioSeconds());
      json.addProperty("wall_seconds", row.wallSeconds());
      if (Double.isFinite(row.processorSeconds())) {
        json.addProperty("cpu_seconds", row.processorSeconds());
      }
      array.add(json);
    }
    JsonObject json = new JsonObject();
    json.addProperty("target", target);
    json.add("rows", array);
    return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "";
  }
}
