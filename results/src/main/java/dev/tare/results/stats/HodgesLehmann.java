package dev.tare.results.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far one sample lies above another: the median of all differences between a value of the one
 * and a value of the other, which a few wild values do not move.
 *
 * <p>J. L. Hodges and E. L. Lehmann, "Estimates of Location Based on Rank Tests", Annals of
 * Mathematical Statistics 34 (1963). The interval inverts the rank-sum test, with its variance in
 * the large (Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 3rd ed., 4.2 and
 * 4.3); the rank sum has lighter tails than the normal distribution that stands for it, so the
 * interval errs on the wide side.
 *
 * @param estimate the median difference, on the samples' scale
 * @param interval the interval of the shift; holds the estimate
 */
public record HodgesLehmann(double estimate, Interval interval) {
  /**
   * The shift from one sample to the other.
   *
   * @param before the values to start from; not empty, finite
   * @param after the others; not empty, finite
   * @param confidence of the interval, in the range (0, 1); fewer values than it needs give the
   *     widest interval there is, from the least to the greatest difference
   * @param inflation by how much the variance of a mean exceeds that of independent values, 1 or
   *     more
   * @throws IllegalArgumentException when a sample is empty or an argument is out of its range
   */
  public static HodgesLehmann shift(
      double[] before, double[] after, double confidence, double inflation) {
    if (before.length == 0 || after.length == 0) {
      throw new IllegalArgumentException("a shift needs values on both sides");
    }
    if (!(confidence > 0 && confidence < 1) || !(inflation >= 1)) {
      throw new IllegalArgumentException("confidence " + confidence + ", inflation " + inflation);
    }
    double[] differences = differences(before, after);
    int outside = outside(before.length, after.length, confidence, inflation);
    int last = differences.length - 1;
    return new HodgesLehmann(
        (differences[last / 2] + differences[(last + 1) / 2]) / 2,
        new Interval(differences[outside], differences[last - outside]));
  }

  private static double[] differences(double[] before, double[] after) {
    double[] differences = new double[before.length * after.length];
    int next = 0;
    for (double from : before) {
      for (double to : after) {
        differences[next++] = to - from;
      }
    }
    Arrays.sort(differences);
    return differences;
  }

  /** How many of the least differences lie below the interval, and of the greatest above. */
  private static int outside(int before, int after, double confidence, double inflation) {
    double pairs = (double) before * after;
    double sd = Math.sqrt(inflation * pairs * (before + after + 1) / 12);
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    // Rank sums are whole numbers: each stands for half a one on either side of it.
    return Math.max(0, (int) Math.floor(pairs / 2 - z * sd - 0.5));
  }
}
