package dev.tare.results.experience;

import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.VariancePrior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The levels of all metrics around the baseline, each spread drawn towards that of its kind. */
final class Levels {
  private final List<Column> columns;
  private final Map<SeriesId, VariancePrior> assumed;
  private final Tails tails = new Tails();

  /**
   * The columns, shifts taken off.
   *
   * @param columns one for each metric
   * @param assumed what is held of each metric's spread where the runs do not tell
   */
  Levels(List<Column> columns, Map<SeriesId, VariancePrior> assumed) {
    this.columns = columns;
    this.assumed = assumed;
  }

  /** Each metric's level in the stretch that holds a run; those that the run lacks have none. */
  Map<SeriesId, MetricLevel> around(int run) {
    Map<VariancePrior, List<Column>> kinds = new LinkedHashMap<>();
    for (Column column : columns) {
      if (column.size() > 0) {
        kinds.computeIfAbsent(assumed.get(column.id()), key -> new ArrayList<>()).add(column);
      }
    }
    Map<SeriesId, MetricLevel> levels = new HashMap<>();
    kinds.forEach((prior, kind) -> add(kind, prior, run, levels));
    return levels;
  }

  /** How far off single runs lie, once the levels are known. */
  double tails() {
    return tails.degreesOfFreedom();
  }

  private void add(
      List<Column> kind, VariancePrior assumed, int run, Map<SeriesId, MetricLevel> levels) {
    List<Spread> spreads = kind.stream().map(Spread::of).toList();
    List<Spread> known = spreads.stream().filter(each -> each.degreesOfFreedom() >= 1).toList();
    double own = kind.stream().mapToDouble(Column::usualOwn).average().orElse(0);
    VariancePrior prior =
        VariancePrior.fit(
            known.stream().mapToDouble(Spread::variance).toArray(),
            known.stream().mapToDouble(Spread::degreesOfFreedom).toArray(),
            new VariancePrior(assumed.variance() + own, assumed.degreesOfFreedom()));
    for (int i = 0; i < kind.size(); i++) {
      Column column = kind.get(i);
      if (column.id().kind().isTimeOrRate()) {
        tails.add(column, prior, spreads.get(i));
      }
      VariancePrior spread =
          prior.moderated(spreads.get(i).variance(), spreads.get(i).degreesOfFreedom());
      level(column, run, notBelow(column.usualOwn(), spread))
          .ifPresent(level -> levels.put(column.id(), level));
    }
  }

  /** Runs differ by no less than what the blocks within them let their means differ by. */
  private static VariancePrior notBelow(double own, VariancePrior spread) {
    return new VariancePrior(Math.max(own, spread.variance()), spread.degreesOfFreedom());
  }

  private static Optional<MetricLevel> level(Column column, int run, VariancePrior spread) {
    return column.stretches().stream()
        .filter(stretch -> column.holds(stretch, run))
        .findFirst()
        .map(
            stretch -> {
              double[] logs = column.logs(stretch);
              return new MetricLevel(
                  Middle.of(logs),
                  column.log(run),
                  logs.length,
                  spread,
                  column.usualOwn(),
                  column.usualOfOneBlock());
            });
  }
}
