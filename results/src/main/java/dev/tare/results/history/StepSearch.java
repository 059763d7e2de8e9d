package dev.tare.results.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds steps in the level of a series.
 *
 * <p><b>Search.</b> Windows of a dozen lengths, each greater by the square root of 2, slide over
 * the series (seeded intervals: S. Kovács, P. Bühlmann, H. Li and A. Munk, "Seeded binary
 * segmentation: a general methodology for fast and optimal changepoint detection", Biometrika 110,
 * 2023). In each, the rank sums before and after every split are compared (A. N. Pettitt, "A
 * non-parametric approach to the change-point problem", Applied Statistics 28, 1979), each split by
 * its own distribution ({@link CriticalSums}). Of the windows in which a split stands out the
 * narrowest is taken first, since it is likeliest to hold one step only, and those that hold its
 * step are dropped (R. Baranowski, Y. Chen and P. Fryzlewicz, "Narrowest-over-threshold detection
 * of multiple change points and change-point-like features", JRSS B 81, 2019).
 *
 * <p><b>Error control.</b> What is held constant is the number of false steps per run of a series
 * in which nothing changes, after the whole search: {@link #FALSE_STEPS_PER_RUN}.
 *
 * <ul>
 *   <li><i>Null distribution.</i> If nothing changed, the runs' values are exchangeable, each order
 *       of their ranks is as likely as any other, and the distribution of all windows' rank sums
 *       together is the same for every noise. The chance that one split stands out, {@value
 *       #ALPHA}, was therefore set once, by simulating the whole search on random orders ({@code
 *       HistoryQualityBenchmark} does it again), and holds for any distribution.
 *   <li><i>Heavy tails, spikes.</i> Only ranks count, so one wild run counts as any other greatest
 *       value. Two or three in a row are still likely among enough others; how many runs make a
 *       step follows from the arithmetic: 3 after eighty, 4 after forty, 5 after fifteen.
 *   <li><i>Ties</i> make the statistic smaller, see {@link CriticalSums}.
 *   <li><i>Short series.</i> Below 20 runs even the clearest order is too likely by chance to keep
 *       that rate over a search, so nothing is found; above, the lengths that fit share what all
 *       will need ({@link ScanLength}): 0.02 in a hundred runs up to 300 runs, 0.05 in 3,000.
 *   <li><i>More runs.</i> Windows lie on a grid that starts at the series' first run, and what
 *       stands out in one depends on nothing outside it. So a window that stood out keeps doing so
 *       when runs are added; looking every night costs nothing beyond the rate per run, and when a
 *       step could first have been known can be read off: with the end of the first window that
 *       shows it.
 *   <li><i>Serial correlation</i> makes neighbours alike and would feign steps. It is estimated
 *       ({@link Correlation}) and taken off before the search, which makes the rest exchangeable if
 *       a run depends on the one before only.
 *   <li><i>Changes of the spread</i> upset rank sums whose sides differ in size. A step must
 *       therefore also stand out by {@value #LEAST_STUDENTIZED} standard errors that are taken from
 *       each side by itself (Brunner and Munzel 2000). That halves what such a change feigns: noise
 *       that grows tenfold still makes 0.2 false steps in a hundred runs.
 * </ul>
 *
 * <p>After the search each step is moved to the best split between its neighbours; one that no
 * longer tells its two sides apart is dropped, the weakest first. Where exactly those that are left
 * lie, the values themselves tell ({@link Placement}).
 */
final class StepSearch {
  /** Chance that one split of one window stands out although nothing changed. */
  static final double ALPHA = 2.7e-5;

  /** False steps per run in a series without any, at most: 0.05 in a hundred runs. */
  static final double FALSE_STEPS_PER_RUN = 5e-4;

  private static final double LEAST_STANDARDIZED = 2.576;
  private static final double LEAST_STUDENTIZED = 3;
  private static final int REFINEMENTS = 2;

  private static final StepSearch STANDARD = new StepSearch(ALPHA);

  private final List<ScanLength> lengths;

  /**
   * A search.
   *
   * @param alpha chance that one split of one window stands out although nothing changed
   */
  StepSearch(double alpha) {
    this.lengths = ScanLength.all(alpha);
  }

  /** The search with the stated error rate. */
  static StepSearch standard() {
    return STANDARD;
  }

  /**
   * A step.
   *
   * @param index of the first run at the new level
   * @param knownAt index of the run with which it could first have been found, not below {@code
   *     index}
   */
  record Step(int index, int knownAt) {}

  /**
   * The steps of a series.
   *
   * @param values by time; independent of each other between steps; finite
   * @return by time
   */
  List<Step> steps(double... values) {
    RankedSegments segments = RankedSegments.of(values);
    RankScan scan = new RankScan(segments.ranks());
    Candidates found = new Candidates();
    NavigableSet<Integer> chosen = new TreeSet<>();
    for (ScanLength length : lengths) {
      if (length.size() <= values.length) {
        int from = found.size();
        scan.slide(length, found);
        choose(found, from, chosen);
      }
    }
    int[] steps = Placement.placed(values, settled(segments, chosen));
    return known(steps, found, values.length);
  }

  /** Takes the windows of one length that hold no step yet, those that stand out most first. */
  private static void choose(Candidates found, int from, NavigableSet<Integer> chosen) {
    IntStream.range(from, found.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -found.score(i)))
        .forEach(
            i -> {
              if (chosen.stream().noneMatch(step -> found.holds(i, step))) {
                chosen.add(found.split(i));
              }
            });
  }

  private static int[] settled(RankedSegments segments, NavigableSet<Integer> chosen) {
    List<Integer> steps = new ArrayList<>(chosen);
    while (true) {
      for (int i = 0; i < REFINEMENTS; i++) {
        refine(segments, steps);
      }
      int weakest = weakest(segments, steps);
      if (weakest < 0) {
        return steps.stream().mapToInt(Integer::intValue).toArray();
      }
      steps.remove(weakest);
    }
  }

  private static void refine(RankedSegments segments, List<Integer> steps) {
    for (int i = 0; i < steps.size(); i++) {
      steps.set(i, segments.bestSplit(before(steps, i), after(segments, steps, i)));
    }
  }

  private static int before(List<Integer> steps, int i) {
    return i == 0 ? 0 : steps.get(i - 1);
  }

  private static int after(RankedSegments segments, List<Integer> steps, int i) {
    return i == steps.size() - 1 ? segments.size() : steps.get(i + 1);
  }

  /** The weakest step that does not tell its sides apart; -1 when all do. */
  private static int weakest(RankedSegments segments, List<Integer> steps) {
    int weakest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps.size(); i++) {
      int from = before(steps, i);
      int split = steps.get(i);
      int to = after(segments, steps, i);
      double standardized = segments.standardized(from, split, to);
      boolean fails =
          standardized < LEAST_STANDARDIZED
              || segments.studentized(from, split, to) < LEAST_STUDENTIZED;
      if (fails && standardized < least) {
        least = standardized;
        weakest = i;
      }
    }
    return weakest;
  }

  /** Each step with the end of the first window that shows it. */
  private static List<Step> known(int[] steps, Candidates found, int runs) {
    int[] ends = new int[steps.length];
    Arrays.fill(ends, runs);
    for (int i = 0; i < found.size(); i++) {
      int nearest = nearest(steps, found.split(i));
      if (nearest >= 0 && found.holds(i, steps[nearest])) {
        ends[nearest] = Math.min(ends[nearest], found.end(i));
      }
    }
    return IntStream.range(0, steps.length).mapToObj(i -> new Step(steps[i], ends[i] - 1)).toList();
  }

  private static int nearest(int[] steps, int split) {
    int nearest = -1;
    for (int i = 0; i < steps.length; i++) {
      if (nearest < 0 || Math.abs(steps[i] - split) < Math.abs(steps[nearest] - split)) {
        nearest = i;
      }
    }
    return nearest;
  }
}
