package dev.tare.results.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * E-divisive as MongoDB and Hunter use it, to compare with: D. S. Matteson and N. A. James, "A
 * Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data", JASA 109 (2014);
 * D. Daly et al., "The Use of Change Point Detection to Identify Software Performance Regressions
 * in a Continuous Integration System", ICPE 2020. Distances are taken as they are (α = 1), the
 * right segment ends where the cluster does, 99 permutations, p ≤ 0.05, segments of two runs or
 * more.
 */
final class EDivisive {
  private static final int PERMUTATIONS = 99;
  private static final double LEVEL = 0.05;

  private final SplittableRandom random;

  EDivisive(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Index of the first run behind each change. */
  List<Integer> changes(double... values) {
    List<Integer> bounds = new ArrayList<>(List.of(0, values.length));
    while (true) {
      Split best = best(values, bounds);
      if (best.at() < 0 || !isSignificant(values, bounds, best.statistic())) {
        return List.copyOf(bounds.subList(1, bounds.size() - 1));
      }
      bounds.add(best.at());
      bounds.sort(null);
    }
  }

  private record Split(int at, double statistic) {}

  private static Split best(double[] values, List<Integer> bounds) {
    Split best = new Split(-1, 0);
    for (int i = 1; i < bounds.size(); i++) {
      int from = bounds.get(i - 1);
      Split split = best(Arrays.copyOfRange(values, from, bounds.get(i)));
      if (split.statistic() > best.statistic()) {
        best = new Split(split.at() + from, split.statistic());
      }
    }
    return best;
  }

  /** The split with the greatest energy statistic; sums move with the split in linear time. */
  private static Split best(double... values) {
    int n = values.length;
    double left = 0;
    double right = 0;
    double between = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        right += Math.abs(values[i] - values[j]);
      }
    }
    Split best = new Split(-1, 0);
    for (int at = 1; at <= n - 2; at++) {
      double toLeft = 0;
      double toRight = 0;
      for (int j = 0; j < n; j++) {
        double distance = Math.abs(values[at - 1] - values[j]);
        toLeft += j < at - 1 ? distance : 0;
        toRight += j >= at ? distance : 0;
      }
      left += toLeft;
      right -= toRight;
      between += toRight - toLeft;
      if (at >= 2) {
        double m = at;
        double k = n - at;
        double energy =
            2 * between / (m * k) - 2 * left / (m * (m - 1)) - 2 * right / (k * (k - 1));
        double statistic = m * k / (m + k) * energy;
        best = statistic > best.statistic() ? new Split(at, statistic) : best;
      }
    }
    return best;
  }

  private boolean isSignificant(double[] values, List<Integer> bounds, double statistic) {
    int asGreat = 0;
    for (int i = 0; i < PERMUTATIONS; i++) {
      double[] shuffled = values.clone();
      for (int j = 1; j < bounds.size(); j++) {
        shuffle(shuffled, bounds.get(j - 1), bounds.get(j));
      }
      asGreat += best(shuffled, bounds).statistic() >= statistic ? 1 : 0;
    }
    return (asGreat + 1.0) / (PERMUTATIONS + 1) <= LEVEL;
  }

  private void shuffle(double[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + random.nextInt(i - from + 1);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
