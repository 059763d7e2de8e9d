package dev.tare.results.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The changes of a series' level: steps as {@link StepSearch} finds them, and drifts, where a
 * straight way from one level to the other tells a row of steps in one direction better. Where a
 * change was named beforehand the series is cut, and each part searched by itself: a step there
 * needs no finding, and its size cannot hide others.
 */
public final class LevelHistory {
  /** False changes per run of a series in which nothing changes, at most; see the search. */
  public static final double FALSE_CHANGES_PER_RUN = StepSearch.FALSE_STEPS_PER_RUN;

  /** The fewest runs of a stretch in which a step can be found. */
  public static final int LEAST_RUNS = 20;

  private final StepSearch search;
  private final double[] values;
  private final double correlation;

  private LevelHistory(StepSearch search, double[] values, double correlation) {
    this.search = search;
    this.values = values;
    this.correlation = correlation;
  }

  /**
   * The changes of a series.
   *
   * @param values by time, all finite, on a scale on which noise is alike everywhere: logarithms of
   *     times, rates and sizes
   * @param cuts index of the first run after each change that was named beforehand; those that lie
   *     outside or leave a part without a run count for nothing
   * @param correlation of neighbouring values, in the range [0, 1)
   * @return by time
   * @throws IllegalArgumentException when a value is not finite or the correlation is out of range
   */
  public static List<LevelChange> changes(
      double[] values, Collection<Integer> cuts, double correlation) {
    return changes(StepSearch.standard(), values, cuts, correlation);
  }

  static List<LevelChange> changes(
      StepSearch search, double[] values, Collection<Integer> cuts, double correlation) {
    if (!(correlation >= 0 && correlation < 1)) {
      throw new IllegalArgumentException("correlation " + correlation);
    }
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a series needs finite values");
    }
    return new LevelHistory(search, values, correlation).changes(cuts);
  }

  private List<LevelChange> changes(Collection<Integer> cuts) {
    TreeSet<Integer> inside = new TreeSet<>(cuts);
    inside.removeIf(cut -> cut <= 0 || cut >= values.length);
    List<Part> parts = new ArrayList<>();
    int start = 0;
    for (int cut : inside) {
      parts.add(part(start, cut));
      start = cut;
    }
    parts.add(part(start, values.length));
    return joined(parts);
  }

  private record Part(int start, int end, List<StepSearch.Step> steps) {}

  private Part part(int start, int end) {
    double[] stretch = Arrays.copyOfRange(values, start, end);
    return new Part(start, end, search.steps(Correlation.removed(stretch, correlation)));
  }

  private List<LevelChange> joined(List<Part> parts) {
    List<LevelChange> changes = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        changes.add(cut(parts.get(i - 1), parts.get(i)));
      }
      changes.addAll(within(parts.get(i)));
    }
    return List.copyOf(changes);
  }

  /** The change between the last level of a part and the first of the next. */
  private LevelChange cut(Part left, Part right) {
    int from = last(left);
    int to = right.steps().isEmpty() ? right.end() : right.start() + first(right);
    double[] stretch = Arrays.copyOfRange(values, from, to);
    int split = right.start() - from;
    return new Levels(stretch, correlation, split)
        .change(0, LevelChange.Kind.CUT, split)
        .shifted(from);
  }

  private static int last(Part part) {
    int steps = part.steps().size();
    return part.start() + (steps == 0 ? 0 : part.steps().get(steps - 1).index());
  }

  private static int first(Part part) {
    return part.steps().get(0).index();
  }

  private List<LevelChange> within(Part part) {
    List<StepSearch.Step> steps = part.steps();
    double[] stretch = Arrays.copyOfRange(values, part.start(), part.end());
    int[] cuts = steps.stream().mapToInt(StepSearch.Step::index).toArray();
    Levels levels = new Levels(stretch, correlation, cuts);
    List<LevelChange> changes =
        IntStream.range(0, steps.size())
            .mapToObj(i -> levels.change(i, LevelChange.Kind.STEP, steps.get(i).knownAt()))
            .toList();
    return withDrifts(levels, changes).stream()
        .map(change -> change.shifted(part.start()))
        .toList();
  }

  /** Replaces each row of steps in one direction that is better told as a drift. */
  private static List<LevelChange> withDrifts(Levels levels, List<LevelChange> steps) {
    List<LevelChange> changes = new ArrayList<>();
    int from = 0;
    while (from < steps.size()) {
      int to = from + 1;
      while (to < steps.size() && rises(steps.get(to)) == rises(steps.get(from))) {
        to++;
      }
      List<LevelChange> row = steps.subList(from, to);
      levels
          .drift(from, to, row.get(0).knownAt())
          .ifPresentOrElse(changes::add, () -> changes.addAll(row));
      from = to;
    }
    return changes;
  }

  private static boolean rises(LevelChange step) {
    return step.size() > 0;
  }
}
