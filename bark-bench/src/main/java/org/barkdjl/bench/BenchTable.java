package org.barkdjl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats a report as aligned text. */
final class BenchTable {
  private static final List<String> HEAD =
      List.of(
          "part",
          "work",
          "precision",
          "threads",
          "batch",
          "ms",
          "best ms",
          "cpu ms",
          "a second",
          "",
          "limit",
          "of cpu",
          "peak MB");

  private static final int WORDS = 3;

  private BenchTable() {}

  static String of(BenchReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "model %s on %s, %d cores; libtorch %s started in %.0f ms",
        report.model(),
        report.device(),
        report.cores(),
        report.libtorch(),
        report.engineStartMillis());
    for (MachineLimits limits : report.machine()) {
      line(
          text,
          "%d thread%s: reads %.1f GB/s; fp32 products %.1f GFLOP/s square, %.1f tall",
          limits.threads(),
          limits.threads() == 1 ? "" : "s",
          limits.readBytesPerSecond() / 1e9,
          limits.squareFlops() / 1e9,
          limits.tallFlops() / 1e9);
    }
    text.append('\n');
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    report.rows().forEach(row -> cells.add(cells(row)));
    align(text, cells, WORDS);
    return text.toString();
  }

  private static List<String> cells(BenchRow row) {
    return List.of(
        row.part(),
        row.work(),
        row.precision().id(),
        Integer.toString(row.threads()),
        Integer.toString(row.batch()),
        millis(row.millis()),
        millis(row.bestMillis()),
        millis(row.cpuMillis()),
        number("%.1f", row.perSecond()),
        row.unit(),
        number("%.0f%%", row.share() * 100),
        number("%.0f%%", row.cpuShare() * 100),
        row.peakBytes() > 0 ? number("%.0f", row.peakBytes() / 1e6) : "");
  }

  private static String millis(double value) {
    return number(value < 10 ? "%.2f" : "%.1f", value);
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /**
   * @param cells the heading first
   * @param words so many columns begin at the left, as do those without a heading
   */
  static void align(StringBuilder text, List<List<String>> cells, int words) {
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = cells.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(column).length());
        boolean left = column < words || cells.get(0).get(column).isEmpty();
        line.append(left ? row.get(column) + padding : padding + row.get(column)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
