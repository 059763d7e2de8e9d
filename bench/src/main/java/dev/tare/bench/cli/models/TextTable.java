package dev.tare.bench.cli.models;

import dev.tare.results.report.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns as wide as their widest cell, two spaces apart. Where that is wider than the terminal,
 * the longest cells of the first column have a line of their own, with the rest of their row below.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final String alignment;
  private final int width;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param alignment a character per column: {@code l} for left, {@code r} for right
   */
  TextTable(String alignment) {
    this(alignment, Integer.MAX_VALUE);
  }

  /**
   * A table without rows, for a terminal of {@code width} columns; its first column is on the left.
   */
  TextTable(String alignment, int width) {
    this.alignment = alignment;
    this.width = width;
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
    widths[0] = Math.min(widths[0], roomForFirst(indent, widths));
    StringBuilder all = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      boolean alone = Line.width(row.get(0)) > widths[0];
      if (alone) {
        all.append(indent).append(row.get(0)).append('\n');
      }
      for (int i = 0; i < widths.length; i++) {
        String cell = alone && i == 0 ? "" : row.get(i);
        boolean left = alignment.charAt(i) == 'l';
        line.append(i == 0 ? "" : GAP)
            .append(left ? Line.left(cell, widths[i]) : Line.right(cell, widths[i]));
      }
      all.append(Line.trimEnd(line.toString())).append('\n');
    }
    return all.toString();
  }

  /** At least as much as the heading takes. */
  private int roomForFirst(String indent, int[] widths) {
    int others = indent.length();
    for (int i = 1; i < widths.length; i++) {
      others += GAP.length() + widths[i];
    }
    return Math.max(Line.width(rows.get(0).get(0)), width - others);
  }
}
