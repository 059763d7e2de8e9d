package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cells that a run's table has no columns for, such as those of other harnesses, in lines. */
record CellList(TerminalStyle style) {
  private static final String INDENT = "  ";

  /** Whether the table has no column for any of these. */
  static boolean isFor(List<Cell> cells) {
    return !cells.isEmpty()
        && cells.stream()
            .noneMatch(cell -> Arrays.stream(Column.Quantity.values()).anyMatch(q -> q.isOf(cell)));
  }

  /** The name of each cell, and below it a line for each metric. */
  List<String> lines(List<Cell> cells) {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      lines.add(INDENT + PlainText.oneLine(name(cell)));
      List<Metric> measured =
          cell.metrics().stream().filter(metric -> !metric.blocks().isEmpty()).toList();
      int width = measured.stream().mapToInt(m -> m.kind().name().length()).max().orElse(0);
      measured.forEach(metric -> lines.add(line(metric, width)));
    }
    return lines;
  }

  private static String name(Cell cell) {
    StringBuilder name = new StringBuilder(cell.variant() + " " + cell.benchmark());
    cell.parameters().forEach((key, value) -> name.append(' ').append(key + "=" + value));
    return name.toString();
  }

  private String line(Metric metric, int width) {
    Sample sample = Sample.of(metric.blockMeans());
    String name = Line.left(PlainText.oneLine(metric.kind().name()), width);
    String value = PlainText.oneLine(Scale.withUnit(metric.kind().unit(), sample.mean()));
    String spread = FamilyTable.spread(sample, style);
    return Line.trimEnd(INDENT + INDENT + name + INDENT + value + " " + spread);
  }
}
