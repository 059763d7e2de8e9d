package dev.tare.results.changes;

import dev.tare.results.history.LevelChange;
import dev.tare.results.history.RunMark;
import dev.tare.results.run.SeriesId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the runs of one machine with which most of its series step. */
final class SharedSteps {
  /** Fewer series that step together may do so by chance. */
  private static final int FEWEST = 5;

  /** By how many runs the place of one and the same step may differ between series. */
  private static final int NEAR = 2;

  private static final Comparator<SharedStep> NEWEST_FIRST =
      Comparator.comparing(SharedStep::from).reversed().thenComparing(SharedStep::fingerprint);

  private final String fingerprint;
  private final List<JudgedSeries> series;
  private final Map<RunMark, Integer> places = new HashMap<>();
  private final List<RunMark> runs;
  private final List<Change> steps;

  private SharedSteps(String fingerprint, List<JudgedSeries> series, List<Change> steps) {
    this.fingerprint = fingerprint;
    this.series = series;
    this.steps = new ArrayList<>(steps);
    TreeSet<RunMark> byTime = new TreeSet<>();
    for (JudgedSeries each : series) {
      for (int i = 0; i < each.series().size(); i++) {
        byTime.add(each.series().run(i));
      }
    }
    this.runs = List.copyOf(byTime);
    runs.forEach(run -> places.put(run, places.size()));
  }

  /**
   * The shared steps of all machines.
   *
   * @param all every series
   * @param changes their changes, newest first
   * @return newest first
   */
  static List<SharedStep> of(List<JudgedSeries> all, List<Change> changes) {
    Map<String, List<JudgedSeries>> machines = new LinkedHashMap<>();
    for (JudgedSeries each : all) {
      if (each.isNoisy()) {
        String fingerprint = each.series().id().fingerprint();
        machines.computeIfAbsent(fingerprint, f -> new ArrayList<>()).add(each);
      }
    }
    List<SharedStep> shared = new ArrayList<>();
    machines.forEach(
        (fingerprint, series) -> {
          Set<SeriesId> ids =
              series.stream().map(each -> each.series().id()).collect(Collectors.toSet());
          List<Change> steps = changes.stream().filter(change -> isCandidate(change, ids)).toList();
          if (steps.size() >= FEWEST) {
            shared.addAll(new SharedSteps(fingerprint, series, steps).shared());
          }
        });
    shared.sort(NEWEST_FIRST);
    return shared;
  }

  private static boolean isCandidate(Change change, Set<SeriesId> series) {
    return change.kind() == LevelChange.Kind.STEP
        && change.excuse().isEmpty()
        && series.contains(change.series());
  }

  /** Those of one machine, the one that most series share first. */
  private List<SharedStep> shared() {
    List<SharedStep> shared = new ArrayList<>();
    Optional<SharedStep> next = next();
    while (next.isPresent()) {
      shared.add(next.get());
      steps.removeIf(Set.copyOf(next.get().changes())::contains);
      next = next();
    }
    return shared;
  }

  private Optional<SharedStep> next() {
    int[] counts = new int[runs.size()];
    steps.forEach(step -> counts[place(step)]++);
    int best = 0;
    for (int place = 1; place < counts.length; place++) {
      boolean more = around(counts, place) > around(counts, best);
      boolean nearer =
          around(counts, place) == around(counts, best) && counts[place] > counts[best];
      best = more || nearer ? place : best;
    }
    List<Change> near = near(best);
    int possible = possible(runs.get(best));
    return near.size() >= FEWEST && 2 * near.size() > possible
        ? Optional.of(new SharedStep(fingerprint, runs.get(best), possible, near))
        : Optional.empty();
  }

  private static int around(int[] counts, int place) {
    int sum = 0;
    for (int i = Math.max(0, place - NEAR); i <= Math.min(counts.length - 1, place + NEAR); i++) {
      sum += counts[i];
    }
    return sum;
  }

  private int place(Change step) {
    return places.get(step.from());
  }

  /** The steps around a place, one of each series. */
  private List<Change> near(int place) {
    Map<SeriesId, Change> near = new LinkedHashMap<>();
    for (Change step : steps) {
      if (Math.abs(place(step) - place) <= NEAR) {
        near.putIfAbsent(step.series(), step);
      }
    }
    return List.copyOf(near.values());
  }

  private int possible(RunMark run) {
    return (int)
        series.stream()
            .map(JudgedSeries::series)
            .filter(each -> each.run(0).compareTo(run) < 0)
            .filter(each -> each.run(each.size() - 1).compareTo(run) >= 0)
            .count();
  }
}
