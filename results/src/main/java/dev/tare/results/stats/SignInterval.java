package dev.tare.results.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The exact interval for a median between two order statistics, from the sign test: it assumes
 * nothing of the distribution (David and Nagaraja, "Order Statistics", 2003, section 7.1).
 */
public final class SignInterval {
  private static final double HALF = 0.5;

  private SignInterval() {}

  /**
   * The narrowest pair of values, equally far from both ends, that holds the median.
   *
   * @param confidence at least; in the range [0.5, 1)
   * @param values in any order
   * @return empty when even the extremes hold it less surely, as with five values at 0.95
   */
  public static Optional<Interval> of(double confidence, double... values) {
    if (!(confidence >= HALF && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in [0.5, 1), got " + confidence);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int depth = 0;
    while (2 * (depth + 1) <= sorted.length && coverage(sorted.length, depth + 1) >= confidence) {
      depth++;
    }
    return depth == 0
        ? Optional.empty()
        : Optional.of(new Interval(sorted[depth - 1], sorted[sorted.length - depth]));
  }

  /**
   * How probably the median lies between the values at a depth from both ends.
   *
   * @param n number of values
   * @param depth 1 for the extremes
   */
  static double coverage(int n, int depth) {
    return 1 - 2 * BinomialDistribution.of(n, HALF).cumulativeProbability(depth - 1);
  }
}
