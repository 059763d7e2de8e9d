package dev.tare.results.history;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * From which rank sum on a split of a window stands out.
 *
 * <p>The statistic of a split after the first k of L values is the sum of their centred ranks, each
 * rank doubled and less L + 1: T = 2 W − k (L + 1) for Wilcoxon's rank sum W, from −k (L − k) to k
 * (L − k). When all orders of the values are equally likely its distribution is known whatever the
 * values' own distribution is. It is counted where the smaller side has at most {@value
 * #MOST_COUNTED} values; beyond, its quantile is that of the normal distribution, corrected for the
 * kurtosis (Cornish and Fisher 1938; the rank sum's kurtosis after Fix and Hodges, "Significance
 * Probabilities of the Wilcoxon Test", Annals of Mathematical Statistics 26, 1955).
 *
 * <p>Where values are equal they share their mean rank. The statistic is then the mean of what it
 * would be over all ways to break the ties, so it is spread less, and the values here err on the
 * careful side; a clean step between two constant levels loses nothing by it.
 */
final class CriticalSums {
  private static final int MOST_COUNTED = 10;

  private final int size;
  private final double alpha;
  private final double[] reciprocals;

  private CriticalSums(int size, double alpha) {
    this.size = size;
    this.alpha = alpha;
    this.reciprocals = new double[size];
  }

  /**
   * One divided by the least |T| whose probability, both tails together, is at most alpha.
   *
   * @param size number of values in the window, 4 or more
   * @param leastSide the fewest values on a side of the split, 1 or more
   * @param alpha in the range (0, 1)
   * @return by the number of values before the split, from 0 to size − 1; 0 where no rank sum is
   *     that unlikely or a side has too few values
   */
  static double[] reciprocals(int size, int leastSide, double alpha) {
    CriticalSums sums = new CriticalSums(size, alpha);
    int counted = Math.min(MOST_COUNTED, size / 2);
    if (leastSide <= counted) {
      sums.count(leastSide, counted);
    }
    for (int side = Math.max(leastSide, counted + 1); side <= size / 2; side++) {
      sums.set(side, sums.approximate(side));
    }
    return sums.reciprocals;
  }

  private void set(int side, double critical) {
    boolean possible = critical <= (double) side * (size - side);
    reciprocals[side] = possible ? 1 / critical : 0;
    reciprocals[size - side] = reciprocals[side];
  }

  /**
   * Counts subsets by the sum of their ranks above the least such sum. Of the sums, only the lower
   * half is needed.
   */
  private void count(int from, int to) {
    double[][] ways = new double[to + 1][to * (size - to) / 2 + 1];
    ways[0][0] = 1;
    for (int greatest = 1; greatest <= size; greatest++) {
      for (int side = Math.min(to, greatest); side >= 1; side--) {
        // As the side's greatest rank it adds this to the sum above the least.
        int added = greatest - side;
        for (int sum = added; sum < ways[side].length; sum++) {
          ways[side][sum] += ways[side - 1][sum - added];
        }
      }
    }
    double subsets = 1;
    for (int side = 1; side <= to; side++) {
      subsets = subsets * (size - side + 1) / side;
      if (side >= from) {
        set(side, (double) side * (size - side) - 2.0 * rareSums(ways[side], subsets) + 2);
      }
    }
  }

  /** How many of the least sums are, with as many of the greatest, rare enough together. */
  private int rareSums(double[] ways, double subsets) {
    double tail = 0;
    int sums = 0;
    while (sums < ways.length) {
      tail += ways[sums];
      if (2 * tail > alpha * subsets) {
        return sums;
      }
      sums++;
    }
    return sums;
  }

  private double approximate(int side) {
    double m = side;
    double n = size - side;
    double sd = Math.sqrt(m * n * (m + n + 1) / 3);
    double kurtosis = -1.2 * (m * m + n * n + m * n + m + n) / (m * n * (m + n + 1));
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2);
    // T takes every other whole number: half of that distance makes it continuous.
    return sd * (z + kurtosis / 24 * (z * z * z - 3 * z)) + 1;
  }
}
