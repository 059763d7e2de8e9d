package dev.tare.results.experience;

import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What moved a run as a whole: the median over its cells of how far each lies from its level, worse
 * upwards. Clock, memory and neighbours of a machine differ from run to run and move most cells
 * alike.
 */
final class RunShifts {
  /** Fewer cells cannot tell a shift from a change of some of them. */
  static final int FEWEST_CELLS = 8;

  private final Map<CellKey, List<Double>> byCell = new HashMap<>();

  private record CellKey(
      String benchmark, String family, String variant, Map<String, String> parameters) {
    static CellKey of(SeriesId metric) {
      return new CellKey(
          metric.benchmark(), metric.family(), metric.variant(), metric.parameters());
    }
  }

  /** Adds a metric's distance from its level, in logarithms. */
  void add(SeriesId metric, double distance) {
    int sign = Column.worseUpwards(metric);
    if (sign != 0 && !Double.isNaN(distance)) {
      byCell.computeIfAbsent(CellKey.of(metric), key -> new ArrayList<>()).add(sign * distance);
    }
  }

  /** The shift; empty when there are too few cells. */
  OptionalDouble median() {
    if (byCell.size() < FEWEST_CELLS) {
      return OptionalDouble.empty();
    }
    double[] cells =
        byCell.values().stream().mapToDouble(each -> Sample.of(each).median()).toArray();
    return OptionalDouble.of(Sample.of(cells).median());
  }
}
