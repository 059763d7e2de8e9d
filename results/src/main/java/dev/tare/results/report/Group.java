package dev.tare.results.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns that belong together under one title, one row per variant.
 *
 * @param title the title with its unit
 * @param rows the parts of each row; as many in each
 */
record Group(String title, List<List<String>> rows) {
  /** Title first, then the rows, all as wide as the widest. */
  List<String> lines() {
    List<String> bodies = new ArrayList<>();
    int parts = rows.get(0).size();
    int[] widths = new int[parts];
    for (List<String> row : rows) {
      for (int i = 0; i < parts; i++) {
        widths[i] = Math.max(widths[i], Line.width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < parts; i++) {
        body.append(i > 0 && widths[i] > 0 ? " " : "").append(Line.right(row.get(i), widths[i]));
      }
      bodies.add(body.toString());
    }
    int width = Math.max(Line.width(title), bodies.stream().mapToInt(Line::width).max().orElse(0));
    List<String> lines = new ArrayList<>();
    lines.add(Line.right(title, width));
    bodies.forEach(body -> lines.add(Line.right(body, width)));
    return lines;
  }
}
