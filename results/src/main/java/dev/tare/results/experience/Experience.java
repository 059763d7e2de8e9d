package dev.tare.results.experience;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.CellMeans;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.RunOutline;
import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.VariancePrior;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * What earlier runs of a machine teach: for each metric the level around the baseline and the
 * spread of single runs around it, and how far whole runs are moved.
 *
 * <p>Logarithm of a metric's mean in a run = level of its stretch + shift of the run + what befell
 * this metric in this run + mean of its blocks' deviations. Stretches are cut where levels change
 * ({@link Stretches}); shifts are medians over cells ({@link RunShifts}); the rest has a variance
 * per metric ({@link Spread}), drawn towards that of the other metrics ({@link VariancePrior}),
 * since a few runs tell little of one metric, and many metrics much of the machine.
 */
public final class Experience {
  /** What is held of a machine's shifts before any is known: 1 %, worth four runs. */
  private static final VariancePrior SHIFTS = new VariancePrior(0.01 * 0.01, 4);

  private final Map<SeriesId, MetricLevel> levels;
  private final double tails;
  private final VariancePrior shifts;
  private final int shiftedRuns;
  private final int runs;

  private Experience(
      Map<SeriesId, MetricLevel> levels,
      double tails,
      VariancePrior shifts,
      int shiftedRuns,
      int runs) {
    this.levels = levels;
    this.tails = tails;
    this.shifts = shifts;
    this.shiftedRuns = shiftedRuns;
    this.runs = runs;
  }

  /**
   * Learns.
   *
   * @param earlier the runs
   * @param metrics those that are judged, each with what is held of the variance of one run's
   *     logarithm where the runs do not tell, of metrics of one kind alike
   * @param known changes of level that are known
   */
  public static Experience of(
      EarlierRuns earlier, Map<SeriesId, VariancePrior> metrics, KnownChanges known) {
    List<Column> columns = columns(earlier, metrics.keySet(), known);
    List<Double> shifts = new ArrayList<>();
    double[] byRun = new double[earlier.size()];
    RunShifts[] distances = distances(columns, byRun.length);
    for (int i = 0; i < byRun.length; i++) {
      OptionalDouble shift = distances[i].median();
      shift.ifPresent(shifts::add);
      byRun[i] = shift.orElse(0);
    }
    columns.forEach(column -> column.takeOff(byRun));
    columns.forEach(column -> column.setAsideAfter(earlier.baseline()));
    Levels levels = new Levels(columns, metrics);
    Map<SeriesId, MetricLevel> around = levels.around(earlier.baseline());
    return new Experience(
        around, levels.tails(), spread(shifts), Math.max(1, shifts.size()), earlier.size());
  }

  private static VariancePrior spread(List<Double> shifts) {
    double squares = shifts.stream().mapToDouble(shift -> shift * shift).sum();
    int free = Math.max(0, shifts.size() - 1);
    return SHIFTS.moderated(free == 0 ? 0 : squares / free, free);
  }

  private static RunShifts[] distances(List<Column> columns, int runs) {
    RunShifts[] all = new RunShifts[runs];
    for (int i = 0; i < runs; i++) {
      all[i] = new RunShifts();
    }
    for (Column column : columns) {
      double[] distances = column.distances();
      for (int i = 0; i < distances.length; i++) {
        all[column.run(i)].add(column.id(), distances[i]);
      }
    }
    return all;
  }

  private static List<Column> columns(
      EarlierRuns earlier, Collection<SeriesId> metrics, KnownChanges known) {
    Map<SeriesId, List<MetricMean>> means = new LinkedHashMap<>();
    Map<SeriesId, List<Integer>> places = new LinkedHashMap<>();
    metrics.forEach(metric -> means.put(metric, new ArrayList<>()));
    metrics.forEach(metric -> places.put(metric, new ArrayList<>()));
    Map<SeriesId, SeriesId> judged = new HashMap<>();
    metrics.forEach(metric -> judged.put(undirected(metric), metric));
    RunOutline baseline = earlier.byTime().get(earlier.baseline());
    String fingerprint = earlier.fingerprint();
    for (int i = 0; i < earlier.size(); i++) {
      RunOutline run = earlier.byTime().get(i);
      for (CellMeans cell : run.cells()) {
        if (!hasSameModel(cell, run, baseline)) {
          continue;
        }
        for (MetricMean mean : cell.means()) {
          SeriesId id = judged.get(undirected(SeriesId.of(fingerprint, cell.cell(), mean.kind())));
          if (id != null && mean.mean() > 0) {
            means.get(id).add(mean);
            places.get(id).add(i);
          }
        }
      }
    }
    List<Column> columns = new ArrayList<>();
    means.forEach(
        (id, values) ->
            columns.add(
                Column.of(
                    id,
                    places.get(id).stream().mapToInt(Integer::intValue).toArray(),
                    values,
                    cuts(earlier.byTime(), known.of(id)))));
    return columns;
  }

  /** A policy may turn a metric round; it is the same one for that. */
  private static SeriesId undirected(SeriesId metric) {
    MetricKind kind = metric.kind();
    return metric.with(new MetricKind(kind.name(), kind.unit(), Better.SAME, Assumption.NOISY));
  }

  /** Whether a cell is about the file that the baseline measured; cells of no file are. */
  private static boolean hasSameModel(CellMeans cell, RunOutline run, RunOutline baseline) {
    String model = cell.cell().family() + "/" + cell.cell().variant();
    return Objects.equals(run.models().get(model), baseline.models().get(model));
  }

  /** Places of the first runs at levels that are known to be new. */
  private static TreeSet<Integer> cuts(List<RunOutline> byTime, List<Instant> changes) {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (Instant change : changes) {
      int first = 0;
      while (first < byTime.size() && byTime.get(first).startedAt().isBefore(change)) {
        first++;
      }
      cuts.add(first);
    }
    return cuts;
  }

  /** Number of runs that were learned from. */
  public int runs() {
    return runs;
  }

  /** The level of a metric; empty when no earlier run has it where the baseline does. */
  public Optional<MetricLevel> level(SeriesId metric) {
    return Optional.ofNullable(levels.get(metric));
  }

  /** Degrees of freedom, at most, by which a far distance is told from chance. */
  double tails() {
    return tails;
  }

  /** Variance of one run's shift, on the scale of logarithms. */
  VariancePrior shifts() {
    return shifts;
  }

  /** From how many runs it is known, 1 or more. */
  int shiftedRuns() {
    return shiftedRuns;
  }
}
