package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.sample.VersusRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Runs of two arms with known truth on a noisy hosted machine, through the real comparison: 0.5 %
 * between the iterations of a fork, 4.4 % between forks, 4.7 % between runs, as measured on hosted
 * machines (see {@link Policy#HOSTED_MACHINES}), a speed that wanders during the run, and every
 * twentieth fork slowed by a neighbour. Run by hand, it prints error rates and power:
 *
 * <pre>java -cp ... dev.tare.results.verdict.VersusSimulation 1000</pre>
 */
final class VersusSimulation {
  private static final double ITERATION_SD = 0.005;
  private static final double FORK_SD = 0.044;
  private static final double RUN_SD = 0.047;
  private static final double WANDERING = 0.01;
  private static final double NEIGHBOUR_SHARE = 0.05;
  private static final double NEIGHBOUR_SLOWDOWN = 0.3;
  private static final int ITERATIONS = 2;
  private static final double TOLERANCE = 0.005;

  private final int pairs;
  private final int metrics;

  VersusSimulation(int pairs, int metrics) {
    this.pairs = pairs;
    this.metrics = metrics;
  }

  /** Shares of the runs, in the range [0, 1]. */
  record Outcome(double regressed, double improved, double unchanged) {}

  /** Runs in which B's rate is A's times the factor; the first metric is the one that counts. */
  Outcome runs(int trials, double factor, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int regressed = 0;
    int improved = 0;
    int unchanged = 0;
    for (int i = 0; i < trials; i++) {
      List<Metric> a = new ArrayList<>();
      List<Metric> b = new ArrayList<>();
      for (int m = 0; m < metrics; m++) {
        add(a, b, "rate" + m + "TokensPerSecond", factor, random);
      }
      List<Row> rows = VersusComparator.compare(VersusRuns.of(a, b, TOLERANCE)).rows();
      regressed += has(rows, Verdict.REGRESSED) ? 1 : 0;
      improved += has(rows, Verdict.IMPROVED) ? 1 : 0;
      unchanged += has(rows, Verdict.UNCHANGED) ? 1 : 0;
    }
    double all = trials;
    return new Outcome(regressed / all, improved / all, unchanged / all);
  }

  private static boolean has(List<Row> rows, Verdict verdict) {
    return rows.stream().anyMatch(row -> row.verdict() == verdict);
  }

  private void add(
      List<Metric> a, List<Metric> b, String name, double factor, SplittableRandom random) {
    MetricKind kind = new MetricKind(name, "tokens/s", Better.HIGHER, Assumption.NOISY);
    double speed = 300 * (1 + RUN_SD * random.nextGaussian());
    List<Block> before = new ArrayList<>();
    List<Block> now = new ArrayList<>();
    for (int block = 0; block < pairs; block++) {
      speed *= 1 + WANDERING * random.nextGaussian();
      before.add(new Block(block, fork(speed, random)));
      now.add(new Block(block, fork(speed * factor, random)));
    }
    a.add(new Metric(kind, before));
    b.add(new Metric(kind, now));
  }

  private static List<Double> fork(double speed, SplittableRandom random) {
    double ofFork = speed * Math.exp(FORK_SD * random.nextGaussian());
    if (random.nextDouble() < NEIGHBOUR_SHARE) {
      ofFork *= 1 - NEIGHBOUR_SLOWDOWN * random.nextDouble();
    }
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < ITERATIONS; i++) {
      samples.add(ofFork * (1 + ITERATION_SD * random.nextGaussian()));
    }
    return samples;
  }

  /**
   * Prints the table.
   *
   * @param args the number of runs for each figure
   */
  public static void main(String[] args) {
    int trials = args.length == 0 ? 400 : Integer.parseInt(args[0]);
    for (int pairs : new int[] {20, 50, 100, 150, 200}) {
      VersusSimulation one = new VersusSimulation(pairs, 1);
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%3d pairs:", pairs));
      line.append(
          String.format(
              Locale.ROOT,
              " A/A regressed %.2f %% (10 metrics %.2f %%), unchanged %.0f %%; found",
              100 * one.runs(trials, 1, 1).regressed(),
              100 * new VersusSimulation(pairs, 10).runs(trials, 1, 2).regressed(),
              100 * one.runs(trials, 1, 1).unchanged()));
      for (double factor : new double[] {0.98, 0.97, 0.96, 0.95}) {
        Outcome slower = one.runs(trials, factor, 3);
        line.append(
            String.format(
                Locale.ROOT, " %.0f%%: %.1f %%", 100 * factor - 100, 100 * slower.regressed()));
      }
      System.out.println(line);
    }
  }
}
