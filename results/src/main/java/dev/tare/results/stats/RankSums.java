package dev.tare.results.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Distribution of Wilcoxon's signed-rank sum when positive and negative are equally likely: counted
 * for up to {@value #MOST_COUNTED} pairs, else normal with continuity correction. The true tails
 * are lighter than the normal's, so what is not counted errs on the careful side.
 */
final class RankSums {
  private static final int MOST_COUNTED = 60;

  private final int greatest;
  private final double[] cumulative;
  private final NormalDistribution normal;

  private RankSums(int pairs) {
    double n = pairs;
    this.greatest = pairs * (pairs + 1) / 2;
    this.normal = NormalDistribution.of(n * (n + 1) / 4, Math.sqrt(n * (n + 1) * (2 * n + 1) / 24));
    this.cumulative = pairs <= MOST_COUNTED ? counted(pairs) : new double[0];
  }

  static RankSums of(int pairs) {
    return new RankSums(pairs);
  }

  /** Each rank is in the sum or not: a convolution per rank. */
  private double[] counted(int pairs) {
    double[] probability = new double[greatest + 1];
    probability[0] = 1;
    for (int rank = 1; rank <= pairs; rank++) {
      for (int sum = greatest; sum >= 0; sum--) {
        double with = sum >= rank ? probability[sum - rank] : 0;
        probability[sum] = (probability[sum] + with) / 2;
      }
    }
    for (int sum = 1; sum <= greatest; sum++) {
      probability[sum] += probability[sum - 1];
    }
    return probability;
  }

  /** Probability of a sum of at most this. */
  private double atMost(long sum) {
    if (sum < 0) {
      return 0;
    }
    if (sum >= greatest) {
      return 1;
    }
    return cumulative.length > 0 ? cumulative[(int) sum] : normal.cumulativeProbability(sum + 0.5);
  }

  /** Probability of a sum of at least this; by symmetry, without cancellation in the tail. */
  double atLeast(long sum) {
    return atMost(greatest - sum);
  }

  /**
   * The greatest sum that together with all below it has at most this probability.
   *
   * @return -1 when even the sum 0 is likelier
   */
  int greatestWithin(double probability) {
    int from = -1;
    int to = greatest;
    while (to - from > 1) {
      int middle = (from + to) / 2;
      if (atMost(middle) <= probability) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
