package dev.tare.results.history;

import dev.tare.results.run.Cell;
import dev.tare.results.run.CellMeans;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.RunOutline;
import dev.tare.results.run.SeriesId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Sorts the means of runs into series. */
final class HistoryBuilder {
  private final List<RunMark> runs = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<SeriesId, Points> series = new LinkedHashMap<>();
  private int twice;
  private int arms;

  /** The values of one series in the order in which their runs came. */
  private static final class Points {
    private int[] runs = new int[8];
    private double[] means = new double[8];
    private int size;

    void add(int run, double mean) {
      if (size == runs.length) {
        runs = Arrays.copyOf(runs, 2 * size);
        means = Arrays.copyOf(means, 2 * size);
      }
      runs[size] = run;
      means[size] = mean;
      size++;
    }

    /**
     * The series by time.
     *
     * @param places the place by time of each run
     */
    Series sorted(SeriesId id, List<RunMark> byTime, int[] places) {
      int[] order =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingInt(i -> places[runs[i]]))
              .mapToInt(Integer::intValue)
              .toArray();
      return new Series(
          id,
          byTime,
          Arrays.stream(order).map(i -> places[runs[i]]).toArray(),
          Arrays.stream(order).mapToDouble(i -> means[i]).toArray());
    }
  }

  void add(RunOutline outline) {
    if (outline.arms()) {
      arms++;
    } else if (!seen.add(outline.id())) {
      twice++;
    } else if (!outline.cells().isEmpty()) {
      Optional<String> commit = Optional.ofNullable(outline.tool().get(RunMark.COMMIT));
      runs.add(new RunMark(outline.id(), outline.startedAt(), commit));
      String fingerprint = outline.machine().fingerprint();
      outline.cells().forEach(cell -> add(fingerprint, cell));
    }
  }

  private void add(String fingerprint, CellMeans means) {
    Cell cell = means.cell();
    for (MetricMean each : means.means()) {
      SeriesId id = SeriesId.of(fingerprint, cell, each.kind());
      series.computeIfAbsent(id, key -> new Points()).add(runs.size() - 1, each.mean());
    }
  }

  RunHistory build() {
    List<RunMark> byTime = runs.stream().sorted().toList();
    Map<String, Integer> placeOf = new HashMap<>();
    for (int i = 0; i < byTime.size(); i++) {
      placeOf.put(byTime.get(i).id(), i);
    }
    int[] places = runs.stream().mapToInt(run -> placeOf.get(run.id())).toArray();
    List<Series> all = new ArrayList<>();
    series.forEach((id, points) -> all.add(points.sorted(id, byTime, places)));
    return new RunHistory(byTime, all, notes());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (twice > 0) {
      notes.add(twice + (twice == 1 ? " document repeats" : " documents repeat") + " a run's id");
    }
    if (arms > 0) {
      notes.add(
          arms
              + (arms == 1 ? " run compares" : " runs compare")
              + " two things with each other and have no place in a history");
    }
    return notes;
  }
}
