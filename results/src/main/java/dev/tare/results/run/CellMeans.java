package dev.tare.results.run;

import java.util.List;

/**
 * What a run found of a cell, in one number for each metric.
 *
 * @param cell the cell, without forks, samples and arms
 * @param means one for each metric that was measured
 */
public record CellMeans(Cell cell, List<MetricMean> means) {
  /** Copies the means. */
  public CellMeans {
    means = List.copyOf(means);
  }

  /** The means of a cell. */
  public static CellMeans of(Cell cell) {
    return new CellMeans(
        bare(cell),
        cell.metrics().stream()
            .filter(metric -> !metric.blocks().isEmpty())
            .map(MetricMean::of)
            .toList());
  }

  private static Cell bare(Cell cell) {
    return new Cell(
        cell.benchmark(),
        cell.family(),
        cell.variant(),
        cell.parameters(),
        1,
        List.of(),
        List.of(),
        List.of());
  }
}
