package org.barkdjl.app.cli;

import java.util.List;

/** Rows of cells, each column as wide as its widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private Table() {}

  /**
   * Lays rows out; the last column is not padded.
   *
   * @param rows of equal length
   */
  public static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        text.append(cell);
        if (column < row.size() - 1) {
          text.append(" ".repeat(width(rows, column) - length(cell))).append(GAP);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
