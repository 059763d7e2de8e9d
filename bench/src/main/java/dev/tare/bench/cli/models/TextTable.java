package dev.tare.bench.cli.models;

import dev.tare.results.report.Line;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell, two spaces apart. */
final class TextTable {
  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param alignment a character per column: {@code l} for left, {@code r} for right
   */
  TextTable(String alignment) {
    this.alignment = alignment;
  }

  /** Adds a row with a cell for each column. */
  TextTable row(String... cells) {
    if (cells.length != alignment.length()) {
      throw new IllegalArgumentException(cells.length + " cells for columns " + alignment);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The rows, each a line after {@code indent}. */
  String render(String indent) {
    int[] widths = new int[alignment.length()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Line.width(row.get(i)));
      }
    }
    StringBuilder all = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < widths.length; i++) {
        boolean left = alignment.charAt(i) == 'l';
        line.append(i == 0 ? "" : "  ")
            .append(left ? Line.left(row.get(i), widths[i]) : Line.right(row.get(i), widths[i]));
      }
      all.append(Line.trimEnd(line.toString())).append('\n');
    }
    return all.toString();
  }
}
