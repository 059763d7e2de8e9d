package dev.tare.results.experience;

import dev.tare.results.run.Better;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One metric over the runs, in logarithms, cut into stretches of one level each. */
final class Column {
  /** Standard deviations; normal noise has one value in 16,000 beyond. */
  private static final double FAR = 4;

  private static final int FEWEST_TO_SET_ASIDE = 6;

  /** Standard deviation of normal noise per median absolute deviation. */
  static final double SD_PER_MAD = 1.4826;

  private final SeriesId id;
  private final int[] runs;
  private final double[] logs;
  private final double[] own;
  private final int[] blocks;
  private final int[] stretches;
  private final boolean[] aside;

  private Column(SeriesId id, int[] runs, List<MetricMean> means, int... stretches) {
    this.id = id;
    this.runs = runs;
    this.logs = means.stream().mapToDouble(mean -> Math.log(mean.mean())).toArray();
    this.own = means.stream().mapToDouble(Column::own).toArray();
    this.blocks = means.stream().mapToInt(MetricMean::blocks).toArray();
    this.stretches = stretches;
    this.aside = new boolean[runs.length];
  }

  /**
   * A column.
   *
   * @param id the metric
   * @param runs places of the runs that have it, ascending
   * @param means what they found, above 0 each
   * @param cuts places of the first runs of levels that are known to be new
   */
  static Column of(SeriesId id, int[] runs, List<MetricMean> means, TreeSet<Integer> cuts) {
    Column uncut = new Column(id, runs, means, new int[runs.length]);
    return new Column(id, runs, means, starts(uncut.logs, runs, cuts));
  }

  private static int[] starts(double[] logs, int[] runs, TreeSet<Integer> cuts) {
    int[] starts = new int[logs.length];
    int from = 0;
    while (from < logs.length) {
      Integer next = cuts.higher(runs[from]);
      int to = from;
      while (to < logs.length && (next == null || runs[to] < next)) {
        to++;
      }
      int[] part = Stretches.starts(Arrays.copyOfRange(logs, from, to));
      for (int i = 0; i < part.length; i++) {
        starts[from + i] = from + part[i];
      }
      from = to;
    }
    return starts;
  }

  /** Variance of the logarithm of a mean, as the run's own blocks show it (delta method). */
  static double own(MetricMean mean) {
    double relative = mean.standardError() / mean.mean();
    return relative * relative;
  }

  /** The metric. */
  SeriesId id() {
    return id;
  }

  /** Number of runs that have the metric. */
  int size() {
    return runs.length;
  }

  /** Place of the i-th of them. */
  int run(int i) {
    return runs[i];
  }

  /** 1 where more is worse, -1 where less is, 0 where neither or where runs are not moved alike. */
  static int worseUpwards(SeriesId metric) {
    if (!metric.kind().isTimeOrRate() || metric.kind().better() == Better.SAME) {
      return 0;
    }
    return metric.kind().better() == Better.LOWER ? 1 : -1;
  }

  /** Distances from the middle of each one's stretch; NaN for one that is alone in it. */
  double[] distances() {
    double[] distances = new double[logs.length];
    for (int[] stretch : stretches()) {
      double[] values = Arrays.copyOfRange(logs, stretch[0], stretch[1]);
      double middle = values.length < 2 ? Double.NaN : Middle.of(values);
      for (int i = stretch[0]; i < stretch[1]; i++) {
        distances[i] = logs[i] - middle;
      }
    }
    return distances;
  }

  /** The stretches by time, each as its first place and that after its last. */
  List<int[]> stretches() {
    List<int[]> all = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= logs.length; i++) {
      if (i == logs.length || stretches[i] != stretches[from]) {
        all.add(new int[] {from, i});
        from = i;
      }
    }
    return all;
  }

  /**
   * Takes off what moved all metrics of each run.
   *
   * @param shifts by run, worse upwards
   */
  void takeOff(double... shifts) {
    int sign = worseUpwards(id);
    for (int i = 0; i < logs.length; i++) {
      logs[i] -= sign * shifts[runs[i]];
    }
  }

  /**
   * Sets aside the runs after the baseline that lie far from its stretch's level: changes that
   * nobody has accepted, of too few runs yet to be a stretch of their own. They would draw the
   * level towards them and make the spread so large that they count for chance.
   */
  void setAsideAfter(int baseline) {
    for (int[] stretch : stretches()) {
      double[] values = logs(stretch);
      if (!holds(stretch, baseline) || values.length < FEWEST_TO_SET_ASIDE) {
        continue;
      }
      double middle = Sample.of(values).median();
      double sd =
          SD_PER_MAD
              * Sample.of(Arrays.stream(values).map(v -> Math.abs(v - middle)).toArray()).median();
      for (int i = stretch[0]; i < stretch[1]; i++) {
        aside[i] = runs[i] > baseline && Math.abs(logs[i] - middle) > FAR * sd;
      }
    }
  }

  /** Whether a stretch holds a run that has the metric. */
  boolean holds(int[] stretch, int run) {
    return Arrays.stream(runs, stretch[0], stretch[1]).anyMatch(each -> each == run);
  }

  /** The value of a run that has the metric. */
  double log(int run) {
    return logs[Arrays.binarySearch(runs, run)];
  }

  /** Values of a stretch, without those that are set aside. */
  double[] logs(int... stretch) {
    return IntStream.range(stretch[0], stretch[1])
        .filter(i -> !aside[i])
        .mapToDouble(i -> logs[i])
        .toArray();
  }

  /**
   * By how much more than usual the blocks of each run of a stretch differ, as variances of the
   * means, without the runs that are set aside. A run of fewer blocks than usual knows its mean the
   * less, whatever they show.
   */
  double[] excess(int... stretch) {
    double usual = usualOwn();
    double one = usualOfOneBlock();
    return IntStream.range(stretch[0], stretch[1])
        .filter(i -> !aside[i])
        .mapToDouble(i -> Math.max(0, Math.max(own[i], one / blocks[i]) - usual))
        .toArray();
  }

  /** What the blocks of a run usually say of the variance of its mean; 0 when none has two. */
  double usualOwn() {
    double[] counts = Arrays.stream(blocks).filter(count -> count > 1).asDoubleStream().toArray();
    return counts.length == 0 ? 0 : usualOfOneBlock() / Sample.of(counts).median();
  }

  /**
   * Variance of one block by what the blocks of runs usually say: the median of the runs, which
   * single wild ones do not move, as a mean. 0 when none has two blocks.
   */
  double usualOfOneBlock() {
    double[] variances =
        IntStream.range(0, own.length)
            .filter(i -> blocks[i] > 1)
            .mapToDouble(i -> own[i] * blocks[i] * meanPerMedian(blocks[i] - 1))
            .toArray();
    return variances.length == 0 ? 0 : Sample.of(variances).median();
  }

  /** Of a chi-squared variable, by the approximation of Wilson and Hilferty (1931). */
  private static double meanPerMedian(int degreesOfFreedom) {
    return Math.pow(1 - 2 / (9.0 * degreesOfFreedom), -3);
  }
}
